using System.Collections;
using System.Globalization;

namespace MsaSample.CommandLine.Options;

/// <summary>
/// The parsed command line of a program or of one of its commands: the options with their values, in the order given, and all mistakes.
/// </summary>
public sealed class Arguments
{
    private readonly Command _command;
    private readonly Dictionary<string, List<string>> _values = [];
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _commands = [];
    private readonly List<string> _errors = [];

    private Arguments(Command command) => _command = command;

    public bool WantsHelp { get; private set; }

    /// <summary>The commands given, for example <c>demo</c>.</summary>
    public IReadOnlyList<string> Commands => _commands;

    /// <summary>One line for each mistake; empty when the program may run.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Every setting: those of the environment, and over them the options given.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    /// <summary>Reads <c>--name value</c>, <c>--name=value</c>, switches and commands.</summary>
    /// <param name="command">The options and commands that are allowed.</param>
    /// <param name="args">The arguments of <c>Main</c>, or those behind the name of a command.</param>
    /// <param name="environment">Variables that stand in for options that are not given; read only if the command has settings.</param>
    public static Arguments Parse(Command command, IReadOnlyList<string> args, IDictionary? environment = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(args);
        var parsed = new Arguments(command);
        for (var i = 0; i < args.Count; i++)
            i += parsed.Read(args[i], i + 1 < args.Count ? args[i + 1] : null);
        if (command.HasSettings)
            parsed.ReadEnvironment(environment ?? new Hashtable());

        return parsed;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The last value given; null when there is none.</summary>
    public string? Value(string name) => _values.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>Every value given; empty when there is none.</summary>
    public IReadOnlyList<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <exception cref="UsageException">The option was not given.</exception>
    public string Required(string name) => Value(name) ?? throw new UsageException($"{name} is missing; --help lists the options");

    /// <summary>The value as a whole number; null when the option was not given.</summary>
    /// <exception cref="UsageException">The value is not a number, or out of range.</exception>
    public long? Number(string name, long lowest = 0, long highest = long.MaxValue)
    {
        if (Value(name) is not { } text)
            return null;

        return Checks.Number(lowest, highest)(text) is { } allowed
            ? throw new UsageException($"{name} {text}: {allowed}")
            : long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The one of several options that was given.</summary>
    /// <exception cref="UsageException">None of them was, or more than one.</exception>
    public string ExactlyOne(params string[] names)
    {
        var given = names.Where(Has).ToList();
        return given.Count == 1 ? given[0] : throw new UsageException(given.Count == 0
            ? $"one of {string.Join(", ", names)} is needed"
            : $"{string.Join(" and ", given)} do not go together");
    }

    /// <summary>Reads one argument; returns how many after it belong to it.</summary>
    private int Read(string arg, string? next)
    {
        if (arg is "--help" or "-h" or "-?" or "help")
        {
            WantsHelp = true;
            return 0;
        }

        if (!arg.StartsWith('-') && _command.Commands.Count > 0)
        {
            ReadCommand(arg);
            return 0;
        }

        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg : arg[..equals];
        var value = equals < 0 ? null : arg[(equals + 1)..];
        return Find(name) is { } option ? ReadOption(option, value, next) : ReadUnknown(name, value, next);
    }

    private void ReadCommand(string name)
    {
        if (_command.Commands.Any(command => command.Name == name))
            _commands.Add(name);
        else
            _errors.Add(_command.RefuseCommand(name));
    }

    private int ReadOption(Option option, string? value, string? next)
    {
        var follows = value is null && !option.IsSwitch && next is not null && !IsOption(next);
        value ??= follows ? next : null;
        if (option.IsSwitch && value is not null && option.Check is null)
            _errors.Add($"{option.Name} takes no value");
        else if ((value ?? (option.IsSwitch ? "true" : option.ValueWhenBare)) is { } given)
            Add(option, given, option.Name);
        else
            _errors.Add($"{option.Name} needs a value: {option.Name} {option.Value}");

        return follows ? 1 : 0;
    }

    private int ReadUnknown(string name, string? value, string? next)
    {
        var follows = value is null && next is not null && !next.StartsWith('-');
        var isSetting = _command.HasSettings && IsOption(name) && name.Contains(':', StringComparison.Ordinal);
        if (isSetting && (value ?? (follows ? next : null)) is { } given)
            _settings[name[2..]] = given;
        else
            _errors.Add(NearestName.Refuse("option", name, _command.VisibleOptions.Select(option => option.Name)));

        return follows ? 1 : 0;
    }

    /// <summary>Finds an option in any case, with <c>-</c> or <c>:</c> between the words.</summary>
    private Option? Find(string name)
    {
        var plain = name.Replace(':', '-');
        return _command.AllOptions.FirstOrDefault(option => option.Name.Equals(plain, StringComparison.OrdinalIgnoreCase));
    }

    private void ReadEnvironment(IDictionary environment)
    {
        var settings = SettingNames.OfEnvironment(environment);
        foreach (var option in _command.Options)
        {
            if (settings.Remove(option.Setting, out var value) && value is { Length: > 0 } && !Has(option.ReadAs))
                Add(option, value, option.EnvironmentVariable);
        }

        foreach (var (name, value) in settings)
            _settings.TryAdd(name, value);
    }

    private void Add(Option option, string value, string source)
    {
        if (option.Check?.Invoke(value) is { } allowed)
        {
            _errors.Add($"{source} {value}: {allowed}");
            return;
        }

        if (!_values.TryGetValue(option.ReadAs, out var values))
            _values.Add(option.ReadAs, values = []);
        values.Add(value);
        _settings[option.Setting] = value;
    }

    // A single dash begins a value too: --time -1, --shift-by -10.
    private static bool IsOption(string arg) => arg.StartsWith("--", StringComparison.Ordinal);
}
