using System.Runtime.InteropServices;

namespace MsaSample.Broker;

/// <summary>
/// Says when the program is to end: SIGTERM, and Ctrl-C, or the end of stdin when a launcher holds its other end. Under a launcher
/// Ctrl-C is ignored, because it reaches every process of the terminal and the launcher decides the order.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    /// <param name="hasLauncher">Stdin is the line to the launcher.</param>
    /// <param name="patience">How long an orderly end may take once the launcher has gone.</param>
    public StopSignal(bool hasLauncher, TimeSpan patience)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, stop: true));
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, stop: !hasLauncher));
        if (hasLauncher)
            new Thread(() => WatchLauncher(patience)) { IsBackground = true, Name = "launcher watch" }.Start();
    }

    /// <summary>Ends when the program is to end.</summary>
    public Task Requested => _requested.Task;

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, bool stop)
    {
        context.Cancel = true;
        if (stop)
            Request();
    }

    private void Request()
    {
        // First the token: once the task is done, the program may be at its end, and the source disposed.
        lock (_requested)
        {
            if (_requested.Task.IsCompleted)
                return;

            _source.Cancel();
            _requested.SetResult();
        }
    }

    private void WatchLauncher(TimeSpan patience)
    {
        using var line = Console.OpenStandardInput();
        Span<byte> buffer = stackalloc byte[64];
        while (line.Read(buffer) > 0)
            buffer.Clear();

        Request();
        using var forced = new ManualResetEventSlim();
        forced.Wait(patience);
        Environment.Exit(1);
    }
}
