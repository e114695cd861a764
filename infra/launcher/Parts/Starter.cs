using MsaSample.Launcher.Output;

namespace MsaSample.Launcher.Parts;

/// <summary>Starts parts as soon as what they wait for is ready, and stops them one by one in reverse order.</summary>
internal sealed class Starter(IReadOnlyList<Part> parts, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <summary>Starts all parts, then runs <paramref name="finish"/>; gives up at the first part that cannot start.</summary>
    /// <exception cref="LaunchException">A part cannot start.</exception>
    public async Task StartAsync(Func<Action<string>, CancellationToken, Task> finish, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var last = "";
        var progress = ReportAsync(() => last, ended.Token);
        try
        {
            await foreach (var start in Task.WhenEach(parts.Select(part => part.StartAsync(ended.Token))))
                await start;

            await finish(what => last = what, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await progress;
        }
    }

    /// <summary>Stops all parts and completes when all have ended.</summary>
    public async Task StopAsync(CancellationToken force)
    {
        foreach (var part in parts.Reverse())
            await part.StopAsync(force);
    }

    private async Task ReportAsync(Func<string> last, CancellationToken ended)
    {
        while (true)
        {
            await Task.Delay(ProgressInterval, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                return;

            // A part that waits for its turn waits for another that is listed.
            var waits = parts
                .Where(part => part is { IsReady: false, WaitingFor: not "its turn" })
                .Select(part => $"{part.Name} waits for {part.WaitingFor}")
                .ToList();
            terminal.Say(waits.Count > 0 ? string.Join('\n', waits) : $"waiting for {last()}");
        }
    }
}
