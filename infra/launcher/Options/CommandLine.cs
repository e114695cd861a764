using System.Collections;

namespace MsaSample.Launcher.Options;

/// <summary>What was asked for: the settings that were given (<paramref name="Values"/>), or why they are refused.</summary>
internal sealed record CommandLine(
    bool Help, bool Demo, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Errors)
{
    private static readonly string[] Commands = ["demo"];

    /// <summary>Reads the arguments, and the environment for what they leave open. All errors are collected.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args, IDictionary environment)
    {
        var errors = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        var help = false;
        var demo = false;
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg is "--help" or "-h" or "-?" or "help")
                help = true;
            else if (arg == "demo")
                demo = true;
            else if (arg.StartsWith("--", StringComparison.Ordinal))
                i += ReadFlag(arg, i + 1 < args.Count ? args[i + 1] : null, values, errors);
            else
                errors.Add(Unknown("command", arg, Commands));
        }

        foreach (var (setting, value) in ReadEnvironment(environment, errors))
            values.TryAdd(setting, value);

        return new CommandLine(help, demo, values, errors);
    }

    /// <summary>Reads one flag; returns how many arguments after it belong to it.</summary>
    private static int ReadFlag(string arg, string? next, Dictionary<string, string> values, List<string> errors)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg[2..] : arg[2..equals];
        if (OptionTable.Find(name) is not { } option)
        {
            errors.Add(Unknown("option", "--" + name, OptionTable.All.Select(known => known.Flag).Append("--help")));
            return equals < 0 && next?.StartsWith('-') == false ? 1 : 0;
        }

        if (equals >= 0)
            Add(option, arg[(equals + 1)..], option.Flag, values, errors);
        else if (option.IsSwitch)
            Add(option, "true", option.Flag, values, errors);
        else if (next is null || next.StartsWith("--", StringComparison.Ordinal))
            errors.Add($"{option.Flag} needs a value: {option.Flag} {option.Value}");
        else
        {
            Add(option, next, option.Flag, values, errors);
            return 1;
        }

        return 0;
    }

    private static Dictionary<string, string> ReadEnvironment(IDictionary environment, List<string> errors)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            var name = ((string)variable.Key).Replace("__", ":", StringComparison.Ordinal);
            var option = OptionTable.All.FirstOrDefault(known => known.Setting.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (option is not null && variable.Value is string { Length: > 0 } value)
                Add(option, value, $"the environment variable {variable.Key}", values, errors);
        }

        return values;
    }

    private static void Add(OptionSpec option, string value, string source, Dictionary<string, string> values, List<string> errors)
    {
        if (option.Refuse(value) is { } allowed)
            errors.Add($"{source} {value}: {allowed}");
        else if (option.Repeatable && values.TryGetValue(option.Setting, out var earlier))
            values[option.Setting] = $"{earlier},{value}";
        else
            values[option.Setting] = value;
    }

    private static string Unknown(string kind, string name, IEnumerable<string> known) =>
        NearestName.Of(name, known) is { } nearest
            ? $"there is no {kind} {name}; did you mean {nearest}?"
            : $"there is no {kind} {name}; --help lists what there is";
}
