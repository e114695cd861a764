namespace MsaSample.Load.Brokers;

/// <summary>A broker as a process of its own that a run measures.</summary>
internal interface IBrokerUnderLoad : IAsyncDisposable
{
    string BootstrapServers { get; }

    /// <summary>Process id; another one after <see cref="ResumeAsync"/>.</summary>
    int Pid { get; }

    /// <summary>SIGTERM, and waits for the orderly end.</summary>
    Task StopAsync(CancellationToken ct);

    /// <summary>SIGKILL.</summary>
    Task KillAsync();

    /// <summary>Starts the ended broker again on its data and port; ends when it says that it is ready.</summary>
    Task ResumeAsync(CancellationToken ct);
}
