using System.Text;

namespace MsaSample.CommandLine.Options;

/// <summary>The text of <c>--help</c>, made from the description of a program or command.</summary>
public static class HelpText
{
    public static string Create(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var commands = command.Commands.Select(sub => (Form: sub.Name, Help: sub.Summary)).ToList();
        var options = command.VisibleOptions.Select(option => (Form: Form(option), Help: Describe(option))).ToList();
        var width = commands.Concat(options).Max(line => line.Form.Length) + 2;

        var text = new StringBuilder($"{command.Summary}.\n\nusage: {command.Usage} [options]\n");
        AddSection(text, "commands", commands, width);
        AddSection(text, "options", options, width);
        if (command.HasSettings)
            text.Append('\n').Append(DescribeSettings(command)).Append('\n');
        if (command.Notes is { } notes)
            text.Append('\n').Append(notes).Append('\n');

        return text.ToString();
    }

    private static void AddSection(StringBuilder text, string title, List<(string Form, string Help)> lines, int width)
    {
        if (lines.Count == 0)
            return;

        text.Append($"\n{title}:\n");
        foreach (var (form, help) in lines)
            text.Append("  ").Append(form.PadRight(width)).Append(help).Append('\n');
    }

    private static string DescribeSettings(Command command)
    {
        var example = command.Options.FirstOrDefault(option => option.Setting.Contains(':')) ?? command.Options[0];
        return $"Each option is also a variable of the environment, {example.Name} as {example.EnvironmentVariable}; the option wins.\n"
            + "Log levels: Logging__LogLevel__Default=Debug.";
    }

    private static string Describe(Option option) => option.Default is { } value ? $"{option.Help} (default {value})" : option.Help;

    private static string Form(Option option) => option switch
    {
        { IsSwitch: true } => option.Name,
        { ValueWhenBare: not null } => $"{option.Name} [{option.Value}]",
        _ => $"{option.Name} {option.Value}",
    };
}
