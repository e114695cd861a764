using System.Net;
using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher.Readiness;

/// <summary>Waits for services: one is ready when the registry has its instance and <c>/health/ready</c> there answers 200.</summary>
internal sealed class RegisteredReadiness(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>The interval for a service that the user starts, perhaps hours later.</summary>
    private static readonly TimeSpan ManualStartInterval = TimeSpan.FromMilliseconds(500);

    private readonly RegistryClient _registry = new(http);

    /// <summary>Waits for the instance of a service (<paramref name="app"/>) that registers under an id, and returns its address.</summary>
    public async Task<string> WaitAsync(
        string registry, string app, string instanceId, Action<string> waitingFor, CancellationToken cancellationToken)
    {
        waitingFor("its registration");
        while (true)
        {
            // Looked up each time: after a restart the registry may still have the address of the run before.
            if (await _registry.FindAsync(registry, app, instanceId, cancellationToken) is { } address)
            {
                var health = new Uri(address, "/health/ready");
                if (await FailureAsync(health, cancellationToken) is not { } failure)
                    return address.GetLeftPart(UriPartial.Authority);

                waitingFor($"its readiness at {health}: {failure}");
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    /// <summary>Waits until the registry has an instance of a service.</summary>
    public async Task WaitForAppAsync(string registry, string app, CancellationToken cancellationToken)
    {
        while (!await _registry.HasAsync(registry, app, cancellationToken))
            await Task.Delay(ManualStartInterval, clock, cancellationToken);
    }

    /// <summary>Waits until the gateway passes requests to a service.</summary>
    public async Task WaitForRouteAsync(string gateway, string service, Action<string> waitingFor, CancellationToken cancellationToken)
    {
        var url = new Uri($"{gateway}/{service}/health/live");
        while (await FailureAsync(url, cancellationToken) is { } failure)
        {
            waitingFor($"an answer to {url}: {failure}");
            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    /// <summary>Null when the answer is 200, otherwise a description of it.</summary>
    private async Task<string?> FailureAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? null
                : HealthAnswer.Describe((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException || RegistryClient.IsTimeout(e, cancellationToken))
        {
            return e.Message;
        }
    }

    /// <summary>The same as a <see cref="Parts.ReadinessCheck"/>.</summary>
    public Parts.ReadinessCheck Of(Func<string> registry, string app, string instanceId) =>
        async (ProcessRun run, Action<string> waitingFor, CancellationToken cancellationToken) =>
        {
            // A service registers only after it listens.
            waitingFor("its ready line");
            await run.ReadyLine.WaitAsync(cancellationToken);
            return await WaitAsync(registry(), app, instanceId, waitingFor, cancellationToken);
        };
}
