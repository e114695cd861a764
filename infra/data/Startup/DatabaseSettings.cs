using Microsoft.Extensions.Configuration;
using MsaSample.Data.MariaDb;
using MsaSample.Data.Sqlite;

namespace MsaSample.Data.Startup;

/// <summary>Chooses the dialect from the settings <c>Database</c> and <c>Data</c>.</summary>
internal static class DatabaseSettings
{
    public static DatabaseDialect Read(IConfiguration configuration, string service)
    {
        var database = configuration["Database"];
        if (string.IsNullOrWhiteSpace(database) || database.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
            return new SqliteDialect(service, configuration["Data"] is { Length: > 0 } data ? data : "./data");

        if (Uri.TryCreate(database, UriKind.Absolute, out var address) && address.Scheme == "mariadb" && address.Host.Length > 0)
            return new MariaDbDialect(service, address);

        // Without the value, which may contain a password.
        throw new InvalidOperationException("The setting Database must be \"sqlite\" or \"mariadb://user:password@host:port\".");
    }
}
