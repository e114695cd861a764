using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MsaSample.Messaging.Telemetry;

/// <summary>The activity source and the meter of the library, both named <see cref="Name"/>.</summary>
internal sealed class MessagingTelemetry
{
    public const string Name = "MsaSample.Messaging";

    private readonly Histogram<double> _applied;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _parked;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _sent;

    public MessagingTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _applied = meter.CreateHistogram<double>("msa.messaging.commit_to_applied", "ms", "From the writer's save to the reader's commit");
        _duplicates = meter.CreateCounter<long>("msa.messaging.duplicates", "{event}", "Events whose version was applied before");
        _gaps = meter.CreateCounter<long>("msa.messaging.gaps", "{event}", "Events that skip at least one version");
        _skipped = meter.CreateCounter<long>("msa.messaging.skipped", "{event}", "Events of a type that this service ignores");
        _parked = meter.CreateCounter<long>(
            "msa.messaging.parked_keys", "{key}", "Keys parked because one of their events cannot be applied");
        _deadLetters = meter.CreateCounter<long>("msa.messaging.dead_letters", "{record}", "Records written to the dead-letter table");
        _sent = meter.CreateCounter<long>("msa.messaging.sent", "{event}", "Events acknowledged by Kafka");
        meter.CreateObservableGauge(
            "msa.messaging.outbox.depth",
            () => OutboxDepth,
            "{event}",
            "Events not yet acknowledged, counted up to 10,000 (leader only)");
        meter.CreateObservableGauge(
            "msa.messaging.outbox.refused_keys",
            () => RefusedKeys,
            "{key}",
            "Keys whose events wait because Kafka refuses the first of them (leader only)");
        meter.CreateObservableGauge(
            "msa.messaging.outbox.oldest_age",
            () => OldestAge.TotalSeconds,
            "s",
            "Age of the oldest event not yet acknowledged (leader only)");
    }

    public static ActivitySource Source { get; } = new(Name);

    public long OutboxDepth { get; set; }

    public TimeSpan OldestAge { get; set; }

    public long RefusedKeys { get; set; }

    public void Sent(int count) => _sent.Add(count);

    public void Applied(string topic, TimeSpan sinceCommit) => _applied.Record(sinceCommit.TotalMilliseconds, Topic(topic));

    public void Duplicate(string topic) => _duplicates.Add(1, Topic(topic));

    public void Gap(string topic) => _gaps.Add(1, Topic(topic));

    public void Skipped(string topic) => _skipped.Add(1, Topic(topic));

    public void Parked(string topic) => _parked.Add(1, Topic(topic));

    public void DeadLetter(string topic) => _deadLetters.Add(1, Topic(topic));

    private static KeyValuePair<string, object?> Topic(string topic) => new("messaging.destination.name", topic);
}
