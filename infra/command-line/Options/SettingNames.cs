using System.Collections;

namespace MsaSample.CommandLine.Options;

/// <summary>
/// One name three ways: the option <c>--gateway-port</c> is the setting <c>Gateway:Port</c> and the environment variable
/// <c>MSA_Gateway__Port</c>. Only variables with that prefix are settings (infra/docs/adr/0505-prefixed-environment.md).
/// </summary>
public static class SettingNames
{
    private const string Prefix = "MSA_";
    private const string Nesting = "__";

    /// <summary>Names of .NET and OpenTelemetry that every program reads as they are: nobody sets them for something else.</summary>
    private static readonly string[] StandardPrefixes = ["Logging__", "OTEL_"];

    public static string OfOption(string option) => string.Join(':', option[2..].Split('-').Select(Capitalize));

    public static string ToEnvironmentVariable(string setting) => Prefix + setting.Replace(":", Nesting, StringComparison.Ordinal);

    /// <summary>The settings among environment variables, by their names as settings.</summary>
    public static Dictionary<string, string?> OfEnvironment(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                settings[ToSetting(name[Prefix.Length..])] = (string?)variable.Value;
            else if (StandardPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                settings[ToSetting(name)] = (string?)variable.Value;
        }

        return settings;
    }

    /// <summary>The arguments with the name of every option turned into that of its setting, for .NET's command line provider.</summary>
    public static string[] OfArguments(IEnumerable<string> args) => [.. args.Select(OfArgument)];

    private static string OfArgument(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return arg;

        var end = arg.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? arg[2..] : arg[2..end];
        return "--" + name.Replace('-', ':') + (end < 0 ? "" : arg[end..]);
    }

    private static string ToSetting(string variable) => variable.Replace(Nesting, ":", StringComparison.Ordinal);

    private static string Capitalize(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
