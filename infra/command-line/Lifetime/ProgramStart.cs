using MsaSample.CommandLine.Options;

namespace MsaSample.CommandLine.Lifetime;

/// <summary>Help texts and error messages on the terminal, in the same form for every program.</summary>
public static class ProgramStart
{
    /// <summary>Answers <c>--help</c> and refuses wrong arguments; null when the program is to run, otherwise its exit code.</summary>
    /// <param name="command">The program, or one of its commands.</param>
    /// <param name="arguments">Its parsed command line.</param>
    /// <param name="program">The name in front of errors, if it is not that of the command.</param>
    public static int? Answer(Command command, Arguments arguments, string? program = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.WantsHelp)
        {
            Console.Out.Write(HelpText.Create(command));
            return ExitCode.Success;
        }

        return arguments.Errors.Count == 0 ? null : Fail(program ?? command.Name, string.Join('\n', arguments.Errors), ExitCode.WrongUsage);
    }

    /// <summary>
    /// Says on standard error why a program ends, each line with its name in front unless it is indented; returns the exit code.
    /// </summary>
    public static int Fail(string program, string message, int exitCode = ExitCode.Failure)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var line in message.Split('\n'))
            Console.Error.WriteLine(line.StartsWith(' ') ? line : $"{program}: {line}");

        return exitCode;
    }
}
