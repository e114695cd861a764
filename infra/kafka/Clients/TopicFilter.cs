using System.Text.RegularExpressions;
using Confluent.Kafka;
using MsaSample.CommandLine.Options;

namespace MsaSample.Kafka.Clients;

/// <summary>
/// Which topics <c>--topic</c> means: a regular expression over the whole name, with commas for "or"; every topic when it is not given.
/// </summary>
internal sealed class TopicFilter
{
    /// <summary>Kafka's internal topics; that list is fixed in Kafka too.</summary>
    private static readonly HashSet<string> Internal = ["__consumer_offsets", "__transaction_state", "__share_group_state"];

    private readonly Regex? _pattern;
    private readonly bool _excludeInternal;

    /// <exception cref="UsageException">It is no regular expression.</exception>
    public TopicFilter(string? pattern, bool excludeInternal)
    {
        _excludeInternal = excludeInternal;
        try
        {
            var expression = pattern?.Replace(" ", "", StringComparison.Ordinal).Replace(',', '|');
            _pattern = expression is null ? null : new Regex($"^(?:{expression})$", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--topic {pattern}: {e.Message}");
        }
    }

    public bool Includes(string topic) => (_pattern?.IsMatch(topic) ?? true) && !(_excludeInternal && Internal.Contains(topic));

    /// <summary>The names of the topics that match, sorted.</summary>
    public IReadOnlyList<string> Of(Metadata metadata) =>
        [.. metadata.Topics.Select(topic => topic.Topic).Where(Includes).Order(StringComparer.Ordinal)];
}
