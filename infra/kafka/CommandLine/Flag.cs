namespace MsaSample.Kafka.CommandLine;

/// <summary>One flag of a verb.</summary>
/// <param name="Name">With the dashes: <c>--topic</c>.</param>
/// <param name="Value">What stands for the value in the help; null for a switch.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
internal sealed record Flag(string Name, string? Value, string Help)
{
    /// <summary>What it means when it is given without a value; null when it needs one.</summary>
    public string? Bare { get; init; }

    /// <summary>The name under which its values are read; older spellings name the newer one here.</summary>
    public string Meaning { get; init; } = Name;

    /// <summary>A switch: present or not.</summary>
    public bool IsSwitch => Value is null;
}
