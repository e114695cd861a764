using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>
/// The authentication of one connection (KIP-43, KIP-152) and its repetition when the session expires (KIP-368). Requests of a
/// connection are answered one after the other, so the session needs no lock.
/// </summary>
internal sealed class SaslSession(SaslAuthenticator authenticator, string client, ILogger logger) : ISaslSession
{
    /// <summary>Largest request of a client that has not authenticated, in bytes (Kafka's <c>sasl.server.max.receive.size</c>).</summary>
    public const int MaxTokenBytes = 512 * 1024;

    /// <summary>
    /// Delay before a failed authentication is answered, against guessing (Kafka's <c>connection.failed.authentication.delay.ms</c>).
    /// </summary>
    public static readonly TimeSpan FailureDelay = TimeSpan.FromMilliseconds(100);

    public static readonly SaslAuthenticateResponse NotExpected = new(
        ErrorCode.IllegalSaslState, "SaslAuthenticate request received after successful authentication", []);

    private ISaslExchange? _exchange;
    private string _mechanism = "";
    private string? _authenticatedBy;
    private DateTimeOffset _expires = DateTimeOffset.MaxValue;

    /// <summary>The authenticated user; null before.</summary>
    public string? User { get; private set; }

    /// <summary>The next frame is a bare token instead of a request (after SaslHandshake v0).</summary>
    public bool ExpectsBareToken { get; private set; }

    /// <summary>The connection is closed after the response.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Checks whether the client may send this request now.</summary>
    /// <exception cref="KafkaProtocolException">It may not.</exception>
    public void Admit(ApiKey key)
    {
        if (key is ApiKey.SaslHandshake || (key is ApiKey.SaslAuthenticate && (_exchange ?? (object?)User) is not null))
            return;
        if (User is null && key is not ApiKey.ApiVersions)
            throw new KafkaProtocolException($"{key} before authentication");
        if (authenticator.Clock.GetUtcNow() >= _expires)
            throw new KafkaProtocolException($"{key} after the session had expired without authenticating again");
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
            return NotExpected;

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

    /// <summary>Takes a bare token and returns the answer; null when authentication failed, which this form cannot express.</summary>
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
                $"SASL mechanism '{_mechanism}' requested by client is not supported for reauthentication of "
                + $"mechanism '{_authenticatedBy}'");
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
