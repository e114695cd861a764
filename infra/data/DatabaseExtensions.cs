using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MsaSample.Data.Sqlite;
using MsaSample.Data.Startup;

namespace MsaSample.Data;

/// <summary>Registers the database of a service.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Registers the service's database from the settings <c>Database</c> (<c>sqlite</c>, or <c>mariadb://user:password@host:port</c>) and
    /// <c>Data</c> (the directory of SQLite files): a pooled <typeparamref name="TContext"/> to inject on both databases, its creation and
    /// migration before the service listens, and the health check <c>database</c> (tag <c>ready</c>). The settings are read at this call.
    /// The host's application name, such as <c>order-service</c>, names the database: <c>order_service</c>, or <c>order-service.db</c>.
    /// <code>
    /// public class OrderDbContext(DbContextOptions options) : DbContext(options)
    /// {
    ///     protected override void OnModelCreating(ModelBuilder model) { … }
    /// }
    /// public sealed class SqliteOrderDbContext(DbContextOptions&lt;SqliteOrderDbContext&gt; options) : OrderDbContext(options);
    ///
    /// builder.AddServiceDatabase&lt;OrderDbContext, SqliteOrderDbContext&gt;();
    /// </code>
    /// </summary>
    /// <typeparam name="TContext">The context with MariaDB's migrations.</typeparam>
    /// <typeparam name="TSqliteContext">The same model with SQLite's migrations.</typeparam>
    /// <exception cref="InvalidOperationException">The setting <c>Database</c> has neither of the two forms.</exception>
    public static IHostApplicationBuilder AddServiceDatabase<TContext, TSqliteContext>(this IHostApplicationBuilder builder)
        where TContext : DbContext
        where TSqliteContext : TContext
    {
        var dialect = DatabaseSettings.Read(builder.Configuration, builder.Environment.ApplicationName);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(dialect);
        if (dialect is SqliteDialect)
            services.AddDbContextPool<TContext, TSqliteContext>(Configure);
        else
            services.AddDbContextPool<TContext>(Configure);

        services.AddHostedService<DatabaseStartup<TContext>>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: ["ready"]);
        return builder;

        void Configure(IServiceProvider provider, DbContextOptionsBuilder options)
        {
            dialect.Configure(options);
            options.AddInterceptors(provider.GetServices<IInterceptor>());
        }
    }
}
