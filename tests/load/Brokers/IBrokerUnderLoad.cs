namespace MsaSample.Load.Brokers;

/// <summary>A broker in its own process, which a run measures.</summary>
internal interface IBrokerUnderLoad : IAsyncDisposable
{
    string BootstrapServers { get; }

    /// <summary>Process id; another one after <see cref="ResumeAsync"/>.</summary>
    int Pid { get; }

    /// <summary>Sends SIGTERM and waits for the orderly stop.</summary>
    Task StopAsync(CancellationToken ct);

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    Task KillAsync();

    /// <summary>Starts the stopped broker again on its data and port; completes when it says that it is ready.</summary>
    Task ResumeAsync(CancellationToken ct);
}
