using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.Tests.Sample;

/// <summary>One instance of a service that has accounts, or copies of them, on a real database and broker.</summary>
internal sealed class SampleService : IAsyncDisposable
{
    private readonly IHost _host;

    private SampleService(IHost host) => _host = host;

    public HandlerFaults Faults => Get<HandlerFaults>();

    public static async Task<SampleService> StartAsync(string name, TestSettings settings, Action<MessagingBuilder> declare)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = name });
        builder.Configuration.AddInMemoryCollection(settings.Values);
        if (Environment.GetEnvironmentVariable("MSA_TEST_LOG") == "1")
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);

        builder.Services.AddSingleton<HandlerFaults>();
        builder.AddServiceDatabase<SampleDbContext, SqliteSampleDbContext>();
        builder.AddMessaging<SampleDbContext>(declare);
        var service = new SampleService(builder.Build());
        await service._host.StartAsync();
        return service;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Works with a context of its own, as a request does.</summary>
    public async Task<T> WithDbAsync<T>(Func<SampleDbContext, Task<T>> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SampleDbContext>());
    }

    /// <summary>Sets the balance of an account and saves it: one more version.</summary>
    public Task SetBalanceAsync(string id, int balance) => WithDbAsync(async db =>
    {
        var account = await db.Accounts.FindAsync(id) ?? db.Accounts.Add(new Account { Id = id }).Entity;
        account.Balance = balance;
        return await db.SaveChangesAsync();
    });

    public Task<AccountCopy?> CopyAsync(string id) =>
        WithDbAsync(db => db.Copies.AsNoTracking().SingleOrDefaultAsync(copy => copy.Id == id));

    public Task<long> CountAsync(string table) => ScalarAsync($"SELECT COUNT(*) FROM {table}");

    public Task<long> ScalarAsync(string sql) => Get<ServiceContexts>().InTransactionAsync(
        async session =>
            (await session.QueryAsync(sql, [], reader => Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture), default))
                .FirstOrDefault(),
        default);

    public Task<int> ExecuteAsync(string sql) =>
        Get<ServiceContexts>().InTransactionAsync(session => session.ExecuteAsync(sql, [], default), default);

    public async Task<HealthStatus> HealthAsync(string check) =>
        (await Get<HealthCheckService>().CheckHealthAsync(registration => registration.Name == check)).Status;

    public Task<InboxEntry> InboxAsync(string topic, string key) => Get<ServiceContexts>().InTransactionAsync(
        async session => (await InboxTable.LockAsync(session, topic, [key], default))[key], default);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
