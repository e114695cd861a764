using System.Globalization;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Topics;

/// <summary>The definition of one setting: name, type, default and permitted values.</summary>
/// <param name="Name">Name of the topic setting.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Default">The default, as text.</param>
/// <param name="BrokerName">The broker setting that the default comes from; null when Kafka has none.</param>
internal sealed record ConfigDefinition(string Name, ConfigType Type, string Default, string? BrokerName)
{
    public double Min { get; init; } = double.MinValue;

    public double Max { get; init; } = double.MaxValue;

    /// <summary>The permitted values of a string, or of each element of a list; null for any.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Null when the value is valid, else the error in Kafka's words.</summary>
    public string? Check(string value)
    {
        var problem = Type switch
        {
            ConfigType.Int => CheckNumber(int.TryParse(value, CultureInfo.InvariantCulture, out var number), number),
            ConfigType.Long => CheckNumber(long.TryParse(value, CultureInfo.InvariantCulture, out var number), number),
            ConfigType.Double => CheckNumber(double.TryParse(value, CultureInfo.InvariantCulture, out var number), number),
            ConfigType.Boolean => bool.TryParse(value, out _) ? null : "Expected value to be either true or false",
            ConfigType.List => Elements(value).All(IsAllowed) ? null : OneOf(),
            _ => IsAllowed(value) ? null : OneOf(),
        };
        return problem is null ? null : $"Invalid value {value} for configuration {Name}: {problem}";
    }

    /// <summary>The elements of a list setting.</summary>
    public static string[] Elements(string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string? CheckNumber(bool parsed, double number)
    {
        if (!parsed)
            return $"Not a number of type {Type.ToString().ToUpperInvariant()}";
        if (number < Min)
            return $"Value must be at least {Min:0.##}";
        return number > Max ? $"Value must be no more than {Max:0.##}" : null;
    }

    private bool IsAllowed(string value) => Allowed?.Contains(value) ?? true;

    private string OneOf() => $"String must be one of: {string.Join(", ", Allowed!)}";
}
