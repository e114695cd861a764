using System.Text.RegularExpressions;

namespace MsaSample.Launcher.Processes;

/// <summary>A program to start, with its arguments, unquoted.</summary>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables added to those of the launcher; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The line by which it says that it is ready; group 1, where there is one, is its address.</summary>
    public Regex? ReadyLine { get; init; }

    /// <summary>It leads a process group, which is killed as a whole.</summary>
    public bool LeadsGroup { get; init; }
}
