using System.Security.Cryptography.X509Certificates;

namespace MsaSample.Broker.Security;

/// <summary>TLS for every connection (Kafka's listener protocols SSL and SASL_SSL). Either a certificate or the files of one.</summary>
public sealed class TlsOptions
{
    /// <summary>The broker's certificate with its private key; the caller disposes it after the broker.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The broker's certificate in PEM form, with the intermediate ones after it (Kafka's <c>ssl.keystore.certificate.chain</c>).</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its private key, unencrypted in PEM form (Kafka's <c>ssl.keystore.key</c>). Null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>When set, a client must show a certificate that one of these has signed (Kafka's <c>ssl.client.auth=required</c>).</summary>
    public X509Certificate2Collection? ClientAuthorities { get; set; }

    /// <summary>The same, as a file in PEM form.</summary>
    public string? ClientAuthorityFile { get; set; }
}
