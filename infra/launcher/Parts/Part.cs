namespace MsaSample.Launcher.Parts;

/// <summary>A part of the system that others wait for: a process, or something outside that must answer.</summary>
internal abstract class Part(string name)
{
    private readonly List<Part> _earlier = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its name in the table, in front of its log lines, and of its log file.</summary>
    public string Name => name;

    /// <summary>Where it answers; known when it is ready.</summary>
    public string Address { get; protected set; } = "";

    /// <summary>What it waits for just now, for the user who wonders what takes so long.</summary>
    public string WaitingFor { get; protected set; } = "its turn";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>The process to look at, or null when it runs elsewhere.</summary>
    public virtual int? Pid => null;

    public virtual string? LogFile => null;

    /// <summary>Starts this part only when those are ready. Null stands for a part that this start does not have.</summary>
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

    /// <summary>Stops it and returns when it has ended; when <paramref name="force"/> fires, at once.</summary>
    public virtual Task StopAsync(CancellationToken force) => Task.CompletedTask;

    protected abstract Task StartNowAsync(CancellationToken cancellationToken);
}
