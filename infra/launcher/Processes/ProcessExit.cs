namespace MsaSample.Launcher.Processes;

/// <summary>The exit code of a process; one over 128 means that a signal ended it, as in a shell.</summary>
internal readonly record struct ProcessExit(int Code)
{
    public override string ToString() =>
        Code > 128 ? $"killed by {UnixSignal.NameOf(Code - 128)}" : $"exit code {Code}";
}
