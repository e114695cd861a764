namespace MsaSample.CommandLine.Options;

/// <summary>A program, or one command of a program, as its help text describes it.</summary>
/// <param name="Name">The name that is typed, and that stands before its error messages.</param>
/// <param name="Summary">One sentence without its full stop.</param>
/// <param name="Usage">How it is called, without the options.</param>
/// <param name="Options">Its options in the order of the help text, without <c>--help</c>.</param>
public sealed record Command(string Name, string Summary, string Usage, IReadOnlyList<Option> Options)
{
    /// <summary>The commands of a program, one of which may be given.</summary>
    public IReadOnlyList<Command> Commands { get; init; } = [];

    /// <summary>True if the options are also settings, so that environment variables can give them.</summary>
    public bool HasSettings { get; init; }

    /// <summary>The last paragraph of the help text.</summary>
    public string? Notes { get; init; }

    /// <summary>Every option, with <c>--help</c>.</summary>
    public IReadOnlyList<Option> AllOptions { get; } = [.. Options, Option.ShowHelp];

    /// <summary>The options of the help text.</summary>
    public IEnumerable<Option> VisibleOptions => AllOptions.Where(option => !option.IsHidden);

    /// <summary>The error message for a name that is not one of the commands.</summary>
    public string RefuseCommand(string name) => NearestName.Refuse("command", name, Commands.Select(command => command.Name));
}
