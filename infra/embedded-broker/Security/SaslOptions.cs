namespace MsaSample.Broker.Security;

/// <summary>
/// Clients must authenticate (Kafka's listener protocols SASL_PLAINTEXT and SASL_SSL). There is no authorization: whoever has
/// authenticated may do everything.
/// </summary>
public sealed class SaslOptions
{
    internal static readonly string[] Known = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>Which mechanisms are offered (Kafka's <c>sasl.enabled.mechanisms</c>); all that there are.</summary>
    public IList<string> Mechanisms { get; set; } = [.. Known];

    /// <summary>
    /// Name and password of users who may log in by every mechanism. Others can be added with kafka-configs for the SCRAM
    /// mechanisms; those survive a restart in the data directory, without their passwords.
    /// </summary>
    public IDictionary<string, string> Users { get; set; } = new Dictionary<string, string>();

    /// <summary>After so long a client must authenticate again, or is disconnected (Kafka's <c>connections.max.reauth.ms</c>); null for never.</summary>
    public TimeSpan? MaxReauthentication { get; set; }
}
