namespace MsaSample.Launcher.Parts;

/// <summary>
/// A server that the user runs elsewhere, as a Kafka or a database: it is not started, but it must answer before the rest starts. Until
/// then <paramref name="probe"/> throws the exception of a failed connection.
/// </summary>
internal sealed class ExternalPart(
    string name, string address, string option, Func<CancellationToken, Task> probe, TimeProvider clock) : Part(name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    protected override async Task StartNowAsync(CancellationToken cancellationToken)
    {
        WaitingFor = $"{address} to answer";
        var started = clock.GetTimestamp();
        while (await FailureAsync(cancellationToken) is { } failure)
        {
            if (clock.GetElapsedTime(started) > Patience)
                throw new LaunchException($"{Name} at {address} does not answer ({failure}); start it, or choose another with {option}");

            await Task.Delay(ProbeInterval, clock, cancellationToken);
        }

        Address = address;
    }

    private async Task<string?> FailureAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ProbeTimeout);
        try
        {
            await probe(timeout.Token);
            return null;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or HttpRequestException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {ProbeTimeout.TotalSeconds:0} s";
        }
    }
}
