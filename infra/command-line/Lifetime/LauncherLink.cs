namespace MsaSample.CommandLine.Lifetime;

/// <summary>
/// The link from a program to the launcher that started it: the launcher holds the other end of its standard input and never writes to it.
/// When the launcher ends, however it ends, the system closes the pipe and the program reads the end of its input.
/// </summary>
public static class LauncherLink
{
    /// <summary>The setting by which the launcher says that it holds the input.</summary>
    public const string Setting = "Launcher:Parent";

    /// <summary>Whether the value of <see cref="Setting"/> says that the launcher holds the input.</summary>
    public static bool IsHeld(string? value) => string.Equals(value, "stdin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Calls back, on a thread of its own, when standard input ends.</summary>
    public static void Watch(Action onEnd)
    {
        // A pool thread would be lost to the read, which cannot be cancelled, for the life of the process.
        new Thread(() =>
        {
            WaitForEnd();
            onEnd();
        })
        { IsBackground = true, Name = "launcher link" }.Start();
    }

    private static void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
            // Only the end means something.
        }
    }
}
