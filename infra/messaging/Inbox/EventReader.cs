using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Inbox;

/// <summary>Makes events out of records. It never fails: what is not an event says why.</summary>
internal sealed class EventReader(MessagingTopology topology)
{
    /// <summary>The one defect that a dead letter does not show by itself: its id is not kept.</summary>
    public const string NoId = $"header {EventHeaders.Id} is missing";

    private const int MaxKeyLength = 255;

    public IncomingEvent Read(ConsumeResult<byte[], byte[]> record)
    {
        var headers = record.Message.Headers;
        var key = record.Message.Key is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        var type = Text(headers, EventHeaders.Type);
        var version = long.TryParse(Text(headers, EventHeaders.AggregateVersion), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (long?)null;
        var time = DateTimeOffset.TryParse(
            Text(headers, EventHeaders.Time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed : (DateTimeOffset?)null;
        var payload = record.Message.Value;

        var defect = key is not { Length: > 0 } ? "the record has no key"
            : key.Length > MaxKeyLength ? $"the key has {key.Length} characters"
            : type is null ? $"header {EventHeaders.Type} is missing"
            : Text(headers, EventHeaders.Id) is null ? NoId
            : version is null or 0 ? $"header {EventHeaders.AggregateVersion} is missing or not a version"
            : payload is null ? "the record has no value"
            : null;
        var (subscription, e) = (Find(record.Topic, type), (object?)null);
        if (defect is null && subscription is not null)
            (e, defect) = Deserialize(subscription, payload!);

        return new IncomingEvent
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Key = key?[..Math.Min(key.Length, MaxKeyLength)],
            Type = type,
            Version = version,
            Payload = payload,
            Trace = new TraceOrigin(Text(headers, EventHeaders.TraceParent), Text(headers, EventHeaders.TraceState)),
            Time = time,
            Subscription = subscription,
            Event = e,
            Defect = defect,
        };
    }

    /// <summary>The same, for an event that waited as a dead letter.</summary>
    public (EventSubscription? Subscription, object? Event, string? Defect) Read(string topic, string type, byte[] payload)
    {
        var subscription = Find(topic, type);
        if (subscription is null)
            return (null, null, null);

        var (e, defect) = Deserialize(subscription, payload);
        return (subscription, e, defect);
    }

    private EventSubscription? Find(string topic, string? type) =>
        type is not null && topology.Subscriptions.TryGetValue(type, out var subscription) && subscription.Topic.Name == topic ? subscription : null;

    private static (object? Event, string? Defect) Deserialize(EventSubscription subscription, byte[] payload)
    {
        try
        {
            return (subscription.Deserialize(payload), null);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return (null, $"the value is not a {subscription.Type}: {exception.Message}");
        }
    }

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
}
