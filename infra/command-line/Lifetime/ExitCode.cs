namespace MsaSample.CommandLine.Lifetime;

/// <summary>The exit codes that all programs share; a program that is ended by a signal ends with 128 and the signal's number.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>The program cannot start, or cannot do what was asked for.</summary>
    public const int Failure = 1;

    /// <summary>The arguments cannot be understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>A second Ctrl-C ended the program at once.</summary>
    public const int Interrupted = 130;
}
