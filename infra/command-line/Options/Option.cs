namespace MsaSample.CommandLine.Options;

/// <summary>One option of a program or of one of its commands.</summary>
/// <param name="Name">With the dashes: <c>--gateway-port</c>.</param>
/// <param name="Value">What stands for the value in the help text; null for a switch, which needs none.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
public sealed record Option(string Name, string? Value, string Help)
{
    /// <summary>The option that every program and command has.</summary>
    public static Option ShowHelp { get; } = new("--help", null, "shows this text");

    /// <summary>The value when nothing is given, for the help text.</summary>
    public string? Default { get; init; }

    /// <summary>The value of an option that was given without one; null when it needs one.</summary>
    public string? ValueWhenBare { get; init; }

    /// <summary>The name under which its values are read; an older spelling names the newer one here.</summary>
    public string ReadAs { get; init; } = Name;

    /// <summary>Says what is allowed when a value is not; null when it is.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>Programs use it among themselves, so the help text leaves it out.</summary>
    public bool IsHidden { get; init; }

    public bool IsSwitch => Value is null;

    /// <summary>The same option as a setting of .NET: <c>Gateway:Port</c>.</summary>
    public string Setting => SettingNames.OfOption(Name);

    /// <summary>The same option in the environment: <c>MSA_Gateway__Port</c>.</summary>
    public string EnvironmentVariable => SettingNames.ToEnvironmentVariable(Setting);
}
