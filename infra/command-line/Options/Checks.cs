using System.Globalization;

namespace MsaSample.CommandLine.Options;

/// <summary>Checks of an option's value. Each returns null for an allowed value, and otherwise a text that says what is allowed.</summary>
public static class Checks
{
    public static Func<string, string?> Port { get; } = value =>
        IsNumber(value, 0, ushort.MaxValue) ? null : "it must be a number from 0 to 65535; 0 = any free port";

    public static Func<string, string?> NotEmpty { get; } = value => string.IsNullOrWhiteSpace(value) ? "it must not be empty" : null;

    /// <summary>A whole number.</summary>
    public static Func<string, string?> Number(long lowest, long highest = long.MaxValue)
    {
        var allowed = highest == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"it must be a number of at least {lowest}")
            : string.Create(CultureInfo.InvariantCulture, $"it must be a number from {lowest} to {highest}");
        return value => IsNumber(value, lowest, highest) ? null : allowed;
    }

    /// <summary>Whole numbers with commas between.</summary>
    public static Func<string, string?> Numbers(long lowest) => value => value.Split(',').All(part => IsNumber(part, lowest, long.MaxValue))
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"it must be numbers of at least {lowest}, with commas between");

    /// <summary>One of these words.</summary>
    public static Func<string, string?> OneOf(params string[] words) =>
        value => words.Contains(value) ? null : $"allowed are {List(words)}";

    /// <summary>One of the names of an enum, in any case.</summary>
    public static string? OneOf<T>(string value)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
        return words.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"allowed are {List(words)}";
    }

    /// <summary>Some of these words, with commas between.</summary>
    public static Func<string, string?> SomeOf(params string[] words) =>
        value => value.Split(',').All(words.Contains) ? null : $"allowed are {List(words)}, with commas between";

    private static bool IsNumber(string text, long lowest, long highest) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= lowest && number <= highest;

    private static string List(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
