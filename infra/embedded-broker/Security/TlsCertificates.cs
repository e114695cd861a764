using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MsaSample.Broker.Security;

/// <summary>The certificates of <see cref="TlsOptions"/>, read once at the start.</summary>
internal sealed class TlsCertificates : IDisposable
{
    private readonly X509Certificate2? _loaded;

    private TlsCertificates(
        X509Certificate2 server, X509Certificate2Collection chain, bool owned, X509Certificate2Collection? clientAuthorities)
    {
        Server = SslStreamCertificateContext.Create(server, chain, offline: true);
        ClientAuthorities = clientAuthorities;
        _loaded = owned ? server : null;
    }

    public SslStreamCertificateContext Server { get; }

    /// <summary>The authorities that sign clients' certificates; null when clients need none.</summary>
    public X509Certificate2Collection? ClientAuthorities { get; }

    /// <exception cref="InvalidDataException">A file is missing, unreadable, or holds no certificate or key.</exception>
    public static TlsCertificates Load(TlsOptions options)
    {
        var authorities = options.ClientAuthorityFile is { } file ? LoadPem(file, "client authority") : options.ClientAuthorities;
        if (options.Certificate is { } given)
        {
            return given.HasPrivateKey
                ? new TlsCertificates(given, [], owned: false, authorities)
                : throw new InvalidDataException("the TLS certificate has no private key");
        }

        if (options.CertificateFile is not { } certificateFile)
            throw new InvalidDataException("TLS is enabled without a certificate");

        var chain = LoadPem(certificateFile, "certificate");
        return new TlsCertificates(LoadWithKey(certificateFile, options.KeyFile ?? certificateFile), chain, owned: true, authorities);
    }

    public void Dispose() => _loaded?.Dispose();

    private static X509Certificate2 LoadWithKey(string certificateFile, string keyFile)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);

            // TLS on Windows accepts no key that exists in memory only.
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the TLS key {keyFile} cannot be used: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection LoadPem(string file, string what)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0
                ? certificates
                : throw new InvalidDataException($"the TLS {what} {file} holds no certificate in PEM form");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the TLS {what} {file} cannot be read: {e.Message}", e);
        }
    }
}
