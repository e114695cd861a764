using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Security;

/// <summary>Puts TLS between the socket and the protocol, if enabled.</summary>
internal sealed class TlsLayer : IDisposable
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly TlsCertificates? _certificates;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <exception cref="InvalidDataException">A certificate or key cannot be used.</exception>
    public TlsLayer(TimeProvider clock, ILogger<TlsLayer> logger, TlsOptions? options = null)
    {
        (_clock, _logger) = (clock, logger);
        if (options is not null)
            _certificates = TlsCertificates.Load(options);
    }

    /// <summary>
    /// Performs the TLS handshake and replaces the connection's pipes with decrypting ones. Does nothing when TLS is off.
    /// </summary>
    /// <returns>To be disposed before the connection; null when the handshake failed.</returns>
    public async Task<IAsyncDisposable?> SecureAsync(ConnectionContext connection, CancellationToken stopping)
    {
        if (_certificates is null)
            return new Secured(null);

        var stream = new SslStream(new DuplexStream(connection.Transport));
        using var late = new CancellationTokenSource(HandshakeTime, _clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping, connection.ConnectionClosed);
        try
        {
            await stream.AuthenticateAsServerAsync(ServerOptions(_certificates), ended.Token);
            connection.Transport = new Pipes(
                PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)),
                PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
            return new Secured(stream);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException
            or NotSupportedException)
        {
            _logger.TlsFailed($"{connection.RemoteEndPoint}", (e.InnerException ?? e).Message);
            await stream.DisposeAsync();
            return null;
        }
    }

    public void Dispose() => _certificates?.Dispose();

    private static SslServerAuthenticationOptions ServerOptions(TlsCertificates certificates) => new()
    {
        ServerCertificateContext = certificates.Server,
        ClientCertificateRequired = certificates.ClientAuthorities is not null,
        CertificateChainPolicy = certificates.ClientAuthorities is { } authorities ? TrustOnly(authorities) : null,
    };

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Secured(SslStream? stream) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (stream is null)
                return;

            try
            {
                await stream.ShutdownAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException or NotSupportedException)
            {
                // The client has closed the connection, or a write is still under way: no close_notify is needed.
            }
            finally
            {
                await stream.DisposeAsync();
            }
        }
    }
}
