using System.Text;

namespace MsaSample.Launcher.Options;

/// <summary>The text of <c>--help</c>, made from <see cref="OptionTable"/>.</summary>
internal static class HelpText
{
    public static string Create()
    {
        var text = new StringBuilder("""
            Starts the whole of MsaSample as processes on this machine and stops it again with Ctrl-C.

            usage: dotnet run --project infra/launcher [-- [demo] [options]]

              demo                      walks through one order, shows each hop, and stops

            options (as a setting Gateway:Port, in the environment Gateway__Port):

            """.ReplaceLineEndings("\n"));

        foreach (var option in OptionTable.All)
        {
            var form = option.IsSwitch ? option.Flag : $"{option.Flag} {option.Value}";
            var fallback = option.IsSwitch || option.Default.Length == 0 ? "" : $" (default {option.Default})";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {form,-24}  {option.Help}{fallback}\n");
        }

        text.Append("  --help                    shows this\n\n");
        text.Append("Any other setting given in the environment reaches every process, as Logging__LogLevel__Default=Debug.\n");
        return text.ToString();
    }
}
