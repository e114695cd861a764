namespace MsaSample.Launcher.Parts;

/// <summary>A service that the user starts, in a debugger for example. Nothing waits for it.</summary>
internal sealed class ManualPart(string name, Func<IReadOnlyDictionary<string, string>> environment) : Part(name)
{
    /// <summary>What its environment must be, once the parts that it needs are ready.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment();

    protected override Task StartNowAsync(CancellationToken cancellationToken)
    {
        Address = "(you start it)";
        return Task.CompletedTask;
    }
}
