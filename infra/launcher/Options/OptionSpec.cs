namespace MsaSample.Launcher.Options;

/// <summary>One option: <c>--gateway-port</c> on the command line, <c>Gateway:Port</c> as a setting, <c>Gateway__Port</c> in the environment.</summary>
/// <param name="Setting">The setting's name, <c>Gateway:Port</c>; the other two forms follow from it.</param>
/// <param name="Value">What stands for the value in the help; empty for a switch.</param>
/// <param name="Default">The value when nothing is given.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
/// <param name="Refuse">Says what is allowed when a value is wrong; null when it is right.</param>
internal sealed record OptionSpec(string Setting, string Value, string Default, string Help, Func<string, string?> Refuse)
{
    /// <summary>May be given more than once; the values are joined with commas.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Needs no value: present means true.</summary>
    public bool IsSwitch => Value.Length == 0;

    public string Flag => "--" + Setting.Replace(':', '-').ToLowerInvariant();

    public string EnvironmentVariable => Setting.Replace(":", "__", StringComparison.Ordinal);
}
