using System.Text;
using MsaSample.Launcher.Parts;

namespace MsaSample.Launcher.Output;

/// <summary>
/// The commands that start a service by hand with the environment it needs, to be copied into a shell or a debugger's settings.
/// </summary>
internal static class ManualStart
{
    public static string Create(ManualPart part)
    {
        var text = new StringBuilder($"Start {part.Name} in another terminal in this directory, with this environment:\n\n");
        foreach (var (variable, value) in part.Environment)
            text.Append("  export ").Append(variable).Append('=').Append(Quote(value)).Append('\n');

        return text.Append("  dotnet run --project services/").Append(part.Name).Append(" --no-launch-profile\n").ToString();
    }

    /// <summary>As a shell takes it literally.</summary>
    private static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
