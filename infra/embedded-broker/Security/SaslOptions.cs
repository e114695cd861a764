namespace MsaSample.Broker.Security;

/// <summary>
/// SASL: clients must authenticate (Kafka's listener protocols SASL_PLAINTEXT and SASL_SSL). There is no authorization: an
/// authenticated client may do everything.
/// </summary>
public sealed class SaslOptions
{
    internal static readonly string[] Known = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>The enabled mechanisms (Kafka's <c>sasl.enabled.mechanisms</c>); by default all supported ones.</summary>
    public IList<string> Mechanisms { get; set; } = [.. Known];

    /// <summary>
    /// Names and passwords of users, who may authenticate by every mechanism. kafka-configs adds further users for the SCRAM mechanisms;
    /// the data directory keeps them, without their passwords.
    /// </summary>
    public IDictionary<string, string> Users { get; set; } = new Dictionary<string, string>();

    /// <summary>
    /// The time after which a client must authenticate again or is disconnected (Kafka's <c>connections.max.reauth.ms</c>); null for never.
    /// </summary>
    public TimeSpan? MaxReauthentication { get; set; }
}
