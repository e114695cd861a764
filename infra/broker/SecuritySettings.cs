using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Security;

namespace MsaSample.Broker;

/// <summary>
/// Reads the options of listener, TLS and SASL from the program's settings: <c>Listen</c>, <c>Advertised:Host</c>,
/// <c>Tls:Certificate</c>, <c>Tls:Key</c>, <c>Tls:Client:Ca</c>, <c>Sasl:Mechanisms</c>, <c>Sasl:User</c>, <c>Sasl:Users</c> and
/// <c>Sasl:Reauth</c>.
/// </summary>
internal static class SecuritySettings
{
    /// <exception cref="InvalidDataException">A value is missing or cannot be understood, or a file cannot be read.</exception>
    public static void Apply(IConfiguration settings, BrokerOptions options)
    {
        if (settings["Listen"] is { } address)
            options.ListenAddress = IPAddress.Parse(address);

        options.AdvertisedHost = settings["Advertised:Host"] ?? options.AdvertisedHost;
        options.Tls = ReadTls(settings.GetSection("Tls"));
        options.Sasl = ReadSasl(settings.GetSection("Sasl"));
    }

    private static TlsOptions? ReadTls(IConfigurationSection tls)
    {
        if (!tls.Exists())
            return null;

        return tls["Certificate"] is { } certificate
            ? new TlsOptions { CertificateFile = certificate, KeyFile = tls["Key"], ClientAuthorityFile = tls["Client:Ca"] }
            : throw new InvalidDataException("TLS needs a certificate; give its file with --tls-certificate");
    }

    private static SaslOptions? ReadSasl(IConfigurationSection sasl)
    {
        if (!sasl.Exists())
            return null;

        var options = new SaslOptions();
        if (sasl["Reauth"] is { } milliseconds)
            options.MaxReauthentication = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
        if (sasl["Mechanisms"] is { } mechanisms)
            options.Mechanisms = mechanisms.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sasl["Users"] is { } file)
            AddUsers(options, ReadLines(file), $"a line of {file}");
        if (sasl["User"] is { } user)
            AddUsers(options, [user], "--sasl-user");
        return options;
    }

    // The error does not quote the line: it may be a password.
    private static void AddUsers(SaslOptions options, IEnumerable<string> users, string where)
    {
        foreach (var user in users)
        {
            if (user.Split(':', 2) is not [{ Length: > 0 } name, { Length: > 0 } password])
                throw new InvalidDataException($"{where} is not name:password");
            options.Users[name] = password;
        }
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the users' file cannot be read: {e.Message}", e);
        }
    }
}
