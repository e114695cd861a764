using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>
/// How far one connection has come with authenticating (KIP-43, KIP-152), and again when its session ends (KIP-368). Requests of a
/// connection are answered one after the other, so the session needs no lock.
/// </summary>
internal sealed class SaslSession(SaslAuthenticator authenticator, string client, ILogger logger) : ISaslSession
{
    /// <summary>Kafka's <c>sasl.server.max.receive.size</c>: who has not authenticated may not send more at once.</summary>
    public const int MaxTokenBytes = 512 * 1024;

    /// <summary>Kafka's <c>connection.failed.authentication.delay.ms</c>, so that guessing passwords takes time.</summary>
    public static readonly TimeSpan FailureDelay = TimeSpan.FromMilliseconds(100);

    public static readonly SaslAuthenticateResponse NotAwaited = new(
        ErrorCode.IllegalSaslState, "SaslAuthenticate request received after successful authentication", []);

    private ISaslExchange? _exchange;
    private string _mechanism = "";
    private string? _authenticatedBy;
    private DateTimeOffset _expires = DateTimeOffset.MaxValue;

    /// <summary>Who the client is; null until it has authenticated.</summary>
    public string? User { get; private set; }

    /// <summary>The next frame is a bare token, not a request (SaslHandshake v0).</summary>
    public bool ExpectsBareToken { get; private set; }

    /// <summary>The connection is to be closed once the client has been told.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Lets pass what a client may send at this point.</summary>
    /// <exception cref="KafkaProtocolException">Anything else.</exception>
    public void Admit(ApiKey key)
    {
        if (key is ApiKey.SaslHandshake || (key is ApiKey.SaslAuthenticate && (_exchange ?? (object?)User) is not null))
            return;
        if (User is null && key is not ApiKey.ApiVersions)
            throw new KafkaProtocolException($"{key} before it had authenticated");
        if (authenticator.Clock.GetUtcNow() >= _expires)
            throw new KafkaProtocolException($"{key} after its session had expired without authenticating again");
    }

    public SaslHandshakeResponse Handshake(string mechanism, short version)
    {
        if (User is not null && authenticator.SessionLifetime is null)
            return new SaslHandshakeResponse(ErrorCode.IllegalSaslState, []);

        HasFailed = true;
        if (_exchange is not null)
            return new SaslHandshakeResponse(ErrorCode.IllegalSaslState, []);
        if (authenticator.Begin(mechanism) is not { } exchange)
            return new SaslHandshakeResponse(ErrorCode.UnsupportedSaslMechanism, authenticator.Mechanisms);

        HasFailed = false;
        (_exchange, _mechanism, ExpectsBareToken) = (exchange, mechanism, version == 0);
        return new SaslHandshakeResponse(ErrorCode.None, authenticator.Mechanisms);
    }

    public async Task<SaslAuthenticateResponse> AuthenticateAsync(byte[] token, CancellationToken cancellationToken)
    {
        if (_exchange is null)
            return NotAwaited;

        try
        {
            var answer = Advance(token);
            var lifetime = _exchange is null ? authenticator.SessionLifetime : null;
            return new SaslAuthenticateResponse(ErrorCode.None, "", answer, (long)(lifetime?.TotalMilliseconds ?? 0));
        }
        catch (SaslFailedException e)
        {
            await FailAsync(e, cancellationToken);
            return new SaslAuthenticateResponse(ErrorCode.SaslAuthenticationFailed, e.Message, []);
        }
    }

    /// <summary>Takes a bare token; returns the answer, or null when the client is refused, which this form cannot say.</summary>
    public async Task<byte[]?> TakeBareTokenAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
    {
        try
        {
            return Advance(token.Span);
        }
        catch (SaslFailedException e)
        {
            await FailAsync(e, cancellationToken);
            return null;
        }
    }

    private byte[] Advance(ReadOnlySpan<byte> token)
    {
        if (_authenticatedBy is not null && _authenticatedBy != _mechanism)
        {
            throw new SaslFailedException(
                $"SASL mechanism '{_mechanism}' requested by client is not supported for reauthentication of mechanism '{_authenticatedBy}'");
        }

        var answer = _exchange!.Next(token);
        if (_exchange.User is not { } user)
            return answer;
        if (User is not null && User != user)
            throw new SaslFailedException($"Cannot change principals during re-authentication from User:{User}: User:{user}");

        (User, _authenticatedBy, _exchange, ExpectsBareToken) = (user, _mechanism, null, false);
        if (authenticator.SessionLifetime is { } lifetime)
            _expires = authenticator.Clock.GetUtcNow() + lifetime;
        logger.Authenticated(client, user, _mechanism);
        return answer;
    }

    private async Task FailAsync(SaslFailedException failure, CancellationToken cancellationToken)
    {
        HasFailed = true;
        logger.AuthenticationFailed(client, _mechanism, failure.Message);
        await Task.Delay(FailureDelay, authenticator.Clock, cancellationToken);
    }
}
