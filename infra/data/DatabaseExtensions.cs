using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MsaSample.Data.Sqlite;
using MsaSample.Data.Startup;

namespace MsaSample.Data;

/// <summary>The database of a service.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Registers the service's database from the settings <c>Database</c> (<c>sqlite</c>, or <c>mariadb://user:password@host:port</c>) and
    /// <c>Data</c>: a pooled <typeparamref name="TContext"/>, its creation and migration before the service starts to listen, and
    /// the health check <c>database</c> (tag <c>ready</c>). Inject <typeparamref name="TContext"/> whatever the provider.
    /// <code>
    /// public class OrderDbContext(DbContextOptions options) : DbContext(options)
    /// {
    ///     protected override void OnModelCreating(ModelBuilder model) { … }
    /// }
    /// public sealed class SqliteOrderDbContext(DbContextOptions&lt;SqliteOrderDbContext&gt; options) : OrderDbContext(options);
    ///
    /// builder.AddServiceDatabase&lt;OrderDbContext, SqliteOrderDbContext&gt;("order-service");
    /// </code>
    /// </summary>
    /// <typeparam name="TContext">The context; its migrations are MariaDB's.</typeparam>
    /// <typeparam name="TSqliteContext">The same model with SQLite's migrations.</typeparam>
    /// <param name="builder">The host being built. Settings are read now.</param>
    /// <param name="service">The service's name, for example <c>order-service</c>; the database is called <c>order_service</c>.</param>
    /// <exception cref="InvalidOperationException">The setting <c>Database</c> is neither of the two forms.</exception>
    public static IHostApplicationBuilder AddServiceDatabase<TContext, TSqliteContext>(this IHostApplicationBuilder builder, string service)
        where TContext : DbContext
        where TSqliteContext : TContext
    {
        var dialect = DatabaseSettings.Read(builder.Configuration, service);
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
