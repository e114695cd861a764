namespace MsaSample.Launcher.Processes;

/// <summary>How a process ended. A code over 128 stands for a signal, as in a shell.</summary>
internal readonly record struct ProcessExit(int Code)
{
    public override string ToString() =>
        Code > 128 ? $"killed by {UnixSignal.NameOf(Code - 128)}" : $"exit code {Code}";
}
