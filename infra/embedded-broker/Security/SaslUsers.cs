using System.Security.Cryptography;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>Who may log in: the users of the settings by every mechanism, and for SCRAM those whose credentials clients have set.</summary>
internal sealed class SaslUsers
{
    private readonly Dictionary<(string User, ScramMechanism Mechanism), ScramCredential> _chosen = [];
    private readonly ScramCredentials _stored;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public SaslUsers(ScramCredentials stored, SaslOptions? options = null)
    {
        _stored = stored;
        foreach (var (user, password) in options?.Users ?? new Dictionary<string, string>())
        {
            _chosen[(user, ScramMechanism.Sha256)] = ScramCredential.FromPassword(ScramMechanism.Sha256, password);
            _chosen[(user, ScramMechanism.Sha512)] = ScramCredential.FromPassword(ScramMechanism.Sha512, password);
        }
    }

    /// <summary>The user's credential, or one that no password fits. What a client has set counts before the settings.</summary>
    public ScramCredential FindOrImagine(string user, ScramMechanism mechanism) =>
        _stored.Find(user, mechanism) ?? _chosen.GetValueOrDefault((user, mechanism)) ?? ScramCredential.Imagine(mechanism, _secret, user);

    /// <summary>Whether the settings give the user this password.</summary>
    public bool HasPassword(string user, string password) =>
        (_chosen.GetValueOrDefault((user, ScramMechanism.Sha256)) ?? ScramCredential.Imagine(ScramMechanism.Sha256, _secret, user))
        .Fits(ScramMechanism.Sha256, password);
}
