namespace MsaSample.Launcher.Parts;

/// <summary>A part of the system that others wait for: a process, or a server outside that must answer.</summary>
internal abstract class Part(string name)
{
    private readonly List<Part> _earlier = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The name in the table, in front of its log lines, and of its log file.</summary>
    public string Name => name;

    /// <summary>Its address; known when it is ready.</summary>
    public string Address { get; protected set; } = "";

    /// <summary>What it waits for at the moment, for the progress message of a slow start.</summary>
    public string WaitingFor { get; protected set; } = "its turn";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Its process id; null when it runs elsewhere.</summary>
    public virtual int? Pid => null;

    public virtual string? LogFile => null;

    /// <summary>Makes this part start only when those are ready. Null stands for a part that this start does not have.</summary>
    public Part After(params ReadOnlySpan<Part?> parts)
    {
        foreach (var part in parts)
        {
            if (part is not null)
                _earlier.Add(part);
        }

        return this;
    }

    /// <summary>Starts it after the parts it waits for; completes when it is ready.</summary>
    /// <exception cref="LaunchException">It cannot start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_earlier.Select(part => part._ready.Task)).WaitAsync(cancellationToken);
        await StartNowAsync(cancellationToken);
        _ready.TrySetResult();
    }

    /// <summary>Stops it and completes when it has ended; when <paramref name="force"/> is cancelled, it is killed.</summary>
    public virtual Task StopAsync(CancellationToken force) => Task.CompletedTask;

    protected abstract Task StartNowAsync(CancellationToken cancellationToken);
}
