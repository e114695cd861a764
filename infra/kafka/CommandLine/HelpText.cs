using System.Globalization;
using System.Text;

namespace MsaSample.Kafka.CommandLine;

/// <summary>The texts of <c>--help</c>, made from the table of verbs.</summary>
internal static class HelpText
{
    private const string Program = "dotnet run --project infra/kafka --";

    /// <summary>Every verb in a line.</summary>
    public static string OfTool(IReadOnlyList<Verb> verbs)
    {
        var text = new StringBuilder($"Kafka's command line tools, against any Kafka.\n\nusage: {Program} VERB [flags]\n\n");
        foreach (var verb in verbs)
            text.Append(CultureInfo.InvariantCulture, $"  {verb.Name,-18}{verb.Summary}\n");

        return text.Append("\nVERB --help lists the flags of a verb.\n").ToString();
    }

    /// <summary>Every flag of a verb in a line.</summary>
    public static string OfVerb(Verb verb)
    {
        var text = new StringBuilder($"{verb.Name}: {verb.Summary}.\n\nusage: {Program} {verb.Name} [flags]\n\n");
        var width = verb.Flags.Max(flag => Form(flag).Length) + 2;
        foreach (var flag in verb.Flags)
            text.Append("  ").Append(Form(flag).PadRight(width)).Append(flag.Help).Append('\n');

        return text.ToString();
    }

    private static string Form(Flag flag) => flag switch
    {
        { IsSwitch: true } => flag.Name,
        { Bare: not null } => $"{flag.Name} [{flag.Value}]",
        _ => $"{flag.Name} {flag.Value}",
    };
}
