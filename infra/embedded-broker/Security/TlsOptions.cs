using System.Security.Cryptography.X509Certificates;

namespace MsaSample.Broker.Security;

/// <summary>TLS for every connection (Kafka's listener protocols SSL and SASL_SSL), with a certificate or the files of one.</summary>
public sealed class TlsOptions
{
    /// <summary>The broker's certificate with its private key; the caller disposes it after the broker.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>PEM file of the certificate and its intermediate ones (Kafka's <c>ssl.keystore.certificate.chain</c>).</summary>
    public string? CertificateFile { get; set; }

    /// <summary>
    /// PEM file of the unencrypted private key (Kafka's <c>ssl.keystore.key</c>). Null: <see cref="CertificateFile"/> holds it.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>When set, clients need a certificate signed by one of these (Kafka's <c>ssl.client.auth=required</c>).</summary>
    public X509Certificate2Collection? ClientAuthorities { get; set; }

    /// <summary><see cref="ClientAuthorities"/> as a PEM file.</summary>
    public string? ClientAuthorityFile { get; set; }
}
