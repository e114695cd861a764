using System.Globalization;
using System.Xml;
using MsaSample.CommandLine.Options;

namespace MsaSample.Kafka.Groups;

/// <summary>Where <c>--reset-offsets</c> moves offsets to.</summary>
/// <param name="Kind">The option, for example <c>--to-earliest</c>.</param>
/// <param name="Number">An offset, a number of offsets, or ms since 1970; 0 where the option needs none.</param>
internal sealed record OffsetTarget(string Kind, long Number)
{
    public static readonly IReadOnlyList<Option> Options =
    [
        new("--to-earliest", null, "with --reset-offsets: to the oldest record"),
        new("--to-latest", null, "with --reset-offsets: to the end of the log"),
        new("--to-current", null, "with --reset-offsets: to the committed offset, or the end without one"),
        new("--to-offset", "N", "with --reset-offsets: to this offset"),
        new("--shift-by", "N", "with --reset-offsets: by so many records, back when negative"),
        new("--to-datetime", "TIME", "with --reset-offsets: to the first record since YYYY-MM-DDThh:mm:ss.sss; UTC without a zone"),
        new("--by-duration", "PnDTnHnMnS", "with --reset-offsets: to the first record of this time until now"),
    ];

    /// <exception cref="UsageException">None of the options or more than one was given, or its value is wrong.</exception>
    public static OffsetTarget Read(Arguments args, DateTimeOffset now)
    {
        var kind = args.ExactlyOne([.. Options.Select(option => option.Name)]);
        return new(kind, kind switch
        {
            "--to-offset" => args.Number(kind)!.Value,
            "--shift-by" => args.Number(kind, lowest: long.MinValue)!.Value,
            "--to-datetime" => Time(args.Required(kind)).ToUnixTimeMilliseconds(),
            "--by-duration" => (now - Duration(args.Required(kind))).ToUnixTimeMilliseconds(),
            _ => 0,
        });
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UsageException($"--to-datetime {text}: it must be YYYY-MM-DDThh:mm:ss.sss");

    private static TimeSpan Duration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"--by-duration {text}: it must be PnDTnHnMnS");
        }
    }
}
