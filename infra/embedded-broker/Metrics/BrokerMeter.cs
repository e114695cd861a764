using System.Diagnostics.Metrics;

namespace MsaSample.Broker.Metrics;

/// <summary>
/// The counters and histograms of all brokers in the process, named as OpenTelemetry names Kafka's JMX metrics. While there is no listener,
/// nothing is counted and nothing is allocated.
/// </summary>
internal static class BrokerMeter
{
    public const string Name = "MsaSample.Broker";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "kafka.message.count", "{message}", "Records appended by clients, by topic");

    private static readonly Counter<long> Io = Meter.CreateCounter<long>(
        "kafka.network.io", "By", "Bytes of record batches in and out, by direction and topic");

    private static readonly Histogram<double> RequestTime = Meter.CreateHistogram<double>(
        "kafka.request.time", "s", "From the parsed request to its response, waiting included, by type");

    private static readonly Counter<long> FailedRequests = Meter.CreateCounter<long>(
        "kafka.request.failed", "{request}", "Requests that failed unexpectedly, by type");

    private static readonly Histogram<double> FlushTime = Meter.CreateHistogram<double>(
        "kafka.logs.flush.time", "s", "fsync of a log segment");

    /// <summary>Whether somebody listens to the time of requests.</summary>
    public static bool TimesRequests => RequestTime.Enabled;

    public static bool TimesFlushes => FlushTime.Enabled;

    /// <summary>Whether somebody listens to the bytes, which <see cref="Sent"/> counts.</summary>
    public static bool CountsBytes => Io.Enabled;

    public static void Appended(string topic, int records, int bytes)
    {
        if (Messages.Enabled)
            Messages.Add(records, new KeyValuePair<string, object?>("topic", topic));
        if (Io.Enabled)
            Io.Add(bytes, new("direction", "in"), new("topic", topic));
    }

    public static void Sent(string topic, int bytes) => Io.Add(bytes, new("direction", "out"), new("topic", topic));

    public static void Answered(string api, TimeSpan elapsed) =>
        RequestTime.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("type", api));

    public static void Failed(string api) => FailedRequests.Add(1, new KeyValuePair<string, object?>("type", api));

    public static void Flushed(TimeSpan elapsed) => FlushTime.Record(elapsed.TotalSeconds);
}
