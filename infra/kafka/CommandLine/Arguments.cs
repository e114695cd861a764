using System.Globalization;

namespace MsaSample.Kafka.CommandLine;

/// <summary>The flags that were given to a verb, with their values in the order given.</summary>
internal sealed class Arguments
{
    public const string DefaultServer = "localhost:9092";

    private readonly Dictionary<string, List<string>> _values = [];

    private Arguments()
    {
    }

    public string Server => Value("--bootstrap-server") ?? DefaultServer;

    /// <summary>Reads <c>--flag value</c>, <c>--flag=value</c> and switches.</summary>
    /// <exception cref="UsageException">A flag is unknown, lacks its value, or has one that it does not take.</exception>
    public static Arguments Read(Verb verb, IReadOnlyList<string> args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            var flag = verb.Flags.FirstOrDefault(known => known.Name == name) ?? throw Unknown(verb, name);
            if (flag.IsSwitch && value is not null)
                throw new UsageException($"{name} takes no value");

            if (!flag.IsSwitch && value is null && i + 1 < args.Count && !IsFlag(args[i + 1]))
                value = args[++i];
            value ??= flag.IsSwitch ? "" : flag.Bare ?? throw new UsageException($"{name} needs a value: {name} {flag.Value}");
            read.Add(flag.Meaning, value);
        }

        return read;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The last value given; null when there is none.</summary>
    public string? Value(string name) => _values.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>Every value given; empty when there is none.</summary>
    public IReadOnlyList<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <exception cref="UsageException">It was not given.</exception>
    public string Required(string name) => Value(name) ?? throw new UsageException($"{name} is missing (--help lists the flags)");

    /// <summary>A whole number; null when it was not given.</summary>
    /// <exception cref="UsageException">It is no number, or lower than <paramref name="lowest"/>.</exception>
    public long? Number(string name, long lowest = 0, long highest = long.MaxValue)
    {
        if (Value(name) is not { } text)
            return null;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw new UsageException($"{name} {text}: it must be a number of at least {lowest.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The one of several flags that was given.</summary>
    /// <exception cref="UsageException">None of them, or more than one.</exception>
    public string ExactlyOne(params string[] names)
    {
        var given = names.Where(Has).ToList();
        return given.Count == 1 ? given[0] : throw new UsageException(given.Count == 0
            ? $"one of {string.Join(", ", names)} is needed"
            : $"{string.Join(" and ", given)} do not go together");
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (arg, null) : (arg[..equals], arg[(equals + 1)..]);
    }

    // A single dash begins a value too: --time -1, --shift-by -10.
    private static bool IsFlag(string arg) => arg.StartsWith("--", StringComparison.Ordinal);

    private static UsageException Unknown(Verb verb, string name) =>
        new(NearestName.Of(name, verb.Flags.Select(flag => flag.Name)) is { } nearest
            ? $"there is no flag {name}; did you mean {nearest}?"
            : $"there is no flag {name}; --help lists what there is");

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values))
            _values.Add(name, values = []);
        values.Add(value);
    }
}
