using Microsoft.EntityFrameworkCore;
using MsaSample.Data.MariaDb;
using MsaSample.Data.Sqlite;

namespace MsaSample.Data;

/// <summary>
/// Context options for <c>dotnet ef</c>, which needs the provider but never connects. Use them in an <c>IDesignTimeDbContextFactory</c> for
/// each provider; the README shows the commands.
/// </summary>
public static class DesignTime
{
    /// <summary>Options for the MariaDB context.</summary>
    public static DbContextOptions<TContext> MariaDb<TContext>()
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        new MariaDbDialect("design-time", new Uri("mariadb://design:time@127.0.0.1:3306")).Configure(options);
        return options.Options;
    }

    /// <summary>Options for the SQLite context.</summary>
    public static DbContextOptions<TContext> Sqlite<TContext>()
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        new SqliteDialect("design-time", Path.GetTempPath()).Configure(options);
        return options.Options;
    }
}
