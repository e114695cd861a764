using System.Text.RegularExpressions;

namespace MsaSample.Launcher.Processes;

/// <summary>What to start.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments, unquoted.</param>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables over those of the launcher; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The line by which it says that it is ready; group 1, where there is one, is its address.</summary>
    public Regex? ReadyLine { get; init; }

    /// <summary>It leads a process group of its own, so a kill must reach the whole group.</summary>
    public bool LeadsGroup { get; init; }
}
