using System.Globalization;
using MsaSample.CommandLine.Options;

namespace MsaSample.Load;

/// <summary>Values that <see cref="LoadCommand"/> has checked.</summary>
internal static class ArgumentsExtensions
{
    public static int? Count(this Arguments arguments, string option) => arguments.Value(option) is { } text ? Parse(text) : null;

    public static int[] Counts(this Arguments arguments, string option, int[] whenMissing) =>
        arguments.Value(option) is { } text ? [.. text.Split(',').Select(Parse)] : whenMissing;

    public static HashSet<string> Parts(this Arguments arguments, string option, string[] whenMissing) =>
        [.. arguments.Value(option)?.Split(',') ?? whenMissing];

    public static TimeSpan Seconds(this Arguments arguments, string option, int whenMissing) =>
        TimeSpan.FromSeconds(arguments.Count(option) ?? whenMissing);

    private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
