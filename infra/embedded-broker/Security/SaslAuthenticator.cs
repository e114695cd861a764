using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>Opens a SASL session for each connection, if clients must authenticate.</summary>
internal sealed class SaslAuthenticator
{
    private readonly SaslOptions? _options;
    private readonly SaslUsers _users;
    private readonly ILogger _logger;

    /// <exception cref="InvalidDataException">A mechanism is unknown, or none is given.</exception>
    public SaslAuthenticator(SaslUsers users, TimeProvider clock, ILogger<SaslAuthenticator> logger, SaslOptions? options = null)
    {
        (_options, _users, Clock, _logger) = (options, users, clock, logger);
        var unknown = Mechanisms.FirstOrDefault(name => !SaslOptions.Known.Contains(name));
        if (unknown is not null)
            throw new InvalidDataException(
                $"'{unknown}' is not a supported SASL mechanism; supported are {string.Join(", ", SaslOptions.Known)}");
        if (_options is not null && Mechanisms.Count == 0)
            throw new InvalidDataException("SASL is enabled without a mechanism");
    }

    public TimeProvider Clock { get; }

    public IReadOnlyCollection<string> Mechanisms => _options?.Mechanisms.AsReadOnly() ?? [];

    /// <summary>The time after which a client must authenticate again; null for never.</summary>
    public TimeSpan? SessionLifetime => _options?.MaxReauthentication;

    /// <summary>Null when clients need not authenticate.</summary>
    public SaslSession? Open(string client) => _options is null ? null : new SaslSession(this, client, _logger);

    /// <summary>Null when the mechanism is not enabled.</summary>
    public ISaslExchange? Begin(string mechanism) => Mechanisms.Contains(mechanism)
        ? mechanism switch
        {
            PlainExchange.Name => new PlainExchange(_users),
            "SCRAM-SHA-256" => new ScramExchange(ScramMechanism.Sha256, _users),
            _ => new ScramExchange(ScramMechanism.Sha512, _users),
        }
        : null;
}
