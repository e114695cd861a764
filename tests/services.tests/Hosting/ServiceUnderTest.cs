using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.Events;
using MsaSample.Messaging;
using MsaSample.Messaging.Inbox;
using MsaSample.Testing;

namespace MsaSample.Services.Tests.Hosting;

/// <summary>
/// One service in this process, on a real port, with a SQLite file of its own and no registry. <typeparamref name="TEntry"/> is any type of
/// its assembly; <typeparamref name="TContext"/> its database.
/// </summary>
internal class ServiceUnderTest<TEntry, TContext> : WebApplicationFactory<TEntry>
    where TEntry : class
    where TContext : DbContext
{
    private readonly TempDirectory _data = new("service");
    private readonly Dictionary<string, string> _settings;

    public ServiceUnderTest(params (string Name, string Value)[] settings)
    {
        _settings = settings.ToDictionary(s => s.Name, s => s.Value);
        UseKestrel(0);
        StartServer();
    }

    /// <summary>A client that sends this token with each request; null = none.</summary>
    public HttpClient ClientWith(string? token)
    {
        var client = CreateClient();
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Applies events of one type as one batch; see <see cref="ApplyBatch"/>.</summary>
    public Task<int> Apply<TEvent, THandler>(params TEvent[] events)
        where TEvent : class, IEvent
        where THandler : class, IEventHandler<TEvent> => ApplyBatch(IncomingEvents.Of<TEvent, THandler>(events));

    /// <summary>
    /// Applies one batch of events with the consumer's own dispatcher. Returns how often EF compared all tracked entities to find changes.
    /// </summary>
    public async Task<int> ApplyBatch(List<IncomingEvent> batch)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var comparisons = 0;
        db.ChangeTracker.DetectingAllChanges += (_, _) => comparisons++;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await EventDispatcher.ApplyAsync(scope.ServiceProvider, db, batch, CancellationToken.None);
        await transaction.CommitAsync();
        return comparisons;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data", _data.Path);
        builder.UseSetting("Eureka:Client:Enabled", "false");
        builder.UseSetting("Kafka", "127.0.0.1:1");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(Configure);
    }

    protected virtual void Configure(IServiceCollection services)
    {
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }
}
