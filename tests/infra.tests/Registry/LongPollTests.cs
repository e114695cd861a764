using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.Discovery.Wire;

namespace MsaSample.Infra.Tests.Registry;

public sealed class LongPollTests
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delta_WaitAsked_IsAnsweredAtTheNextChange()
    {
        await using var registry = await TestRegistry.StartAsync();
        var waiting = DeltaAsync(registry, registry.Leases.Current.Version, waitSeconds: 30);
        Assert.False(waiting.IsCompleted);

        registry.Leases.Register(Instances.Of("a", "1"));
        using var answer = await waiting;

        Assert.Equal($"{registry.Leases.Current.Version}", answer.Headers.GetValues(RegistryHeaders.Version).Single());
        Assert.Contains("\"ADDED\"", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delta_ClientBehind_IsAnsweredAtOnce()
    {
        await using var registry = await TestRegistry.StartAsync();
        var before = registry.Leases.Current.Version;
        registry.Leases.Register(Instances.Of("a", "1"));
        var started = Stopwatch.GetTimestamp();

        using var answer = await DeltaAsync(registry, before, waitSeconds: 30);

        Assert.True(
            Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "the answer was delayed although there was a change");
    }

    [Fact]
    public async Task Delta_RegistryStops_IsAnsweredBeforeTheStop()
    {
        var arrival = new Arrival();
        var registry = await TestRegistry.StartAsync(configure: services => services.AddSingleton<IStartupFilter>(arrival));
        var waiting = DeltaAsync(registry, registry.Leases.Current.Version, waitSeconds: 60);
        await arrival.Task;

        await registry.DisposeAsync();
        using var answer = await waiting;

        Assert.True(answer.IsSuccessStatusCode);
    }

    private static Task<HttpResponseMessage> DeltaAsync(TestRegistry registry, long seen, int waitSeconds)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{registry.Url}/apps/delta")
        {
            Headers =
            {
                { "Accept", "application/json" }, { RegistryHeaders.Version, $"{seen}" }, { RegistryHeaders.Wait, $"{waitSeconds}" },
            },
        };
        return Http.SendAsync(request, Ct);
    }

    /// <summary>Completes when the first request has arrived.</summary>
    private sealed class Arrival : IStartupFilter
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _arrived.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, proceed) =>
            {
                _arrived.TrySetResult();
                return proceed(context);
            });
            next(app);
        };
    }
}
