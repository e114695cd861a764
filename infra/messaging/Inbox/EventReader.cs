using System.Globalization;
using System.Text;
using Confluent.Kafka;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Inbox;

/// <summary>
/// Reads events from Kafka records. A record that is not an event gets a <see cref="IncomingEvent.Defect"/>, never an exception.
/// </summary>
internal sealed class EventReader(MessagingTopology topology)
{
    /// <summary>The defect that cannot be found again in a stored dead letter, which does not keep the id.</summary>
    public const string MissingId = $"header {EventHeaders.Id} is missing";

    private const int MaxKeyBytesShown = 64;

    public IncomingEvent Read(ConsumeResult<byte[], byte[]> record)
    {
        var headers = record.Message.Headers;
        var key = record.Message.Key is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        var keyDefect = EventKey.FindDefect(key);
        var type = Text(headers, EventHeaders.Type);
        var version = Version(Text(headers, EventHeaders.AggregateVersion));
        var time = Time(Text(headers, EventHeaders.Time));
        var payload = record.Message.Value;

        var subscription = Find(record.Topic, type);
        object? e = null;
        var defect = keyDefect is not null ? Describe(keyDefect, record.Message.Key)
            : type is null ? $"header {EventHeaders.Type} is missing"
            : !EventType.IsValid(type) ? $"header {EventHeaders.Type} is not the name of a type"
            : Text(headers, EventHeaders.Id) is null ? MissingId
            : version is null or 0 ? $"header {EventHeaders.AggregateVersion} is missing or not a version"
            : payload is null ? "the record has no value"
            : null;
        if (defect is null && subscription is not null)
            (e, defect) = Read(subscription, key!, version!.Value, payload!);

        return new IncomingEvent
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Key = keyDefect is null ? key : null,
            Type = type,
            Version = version,
            Payload = payload,
            Trace = TraceOrigin.From(Text(headers, EventHeaders.TraceParent), Text(headers, EventHeaders.TraceState)),
            Time = time,
            Subscription = subscription,
            Event = e,
            Defect = defect,
        };
    }

    /// <summary>True when the service handles or ignores the type.</summary>
    public bool Knows(string topic, string type) => Find(topic, type) is not null;

    /// <summary>Reads the event of a dead letter. Without a subscription its type is not known.</summary>
    public (EventSubscription? Subscription, object? Event, string? Defect) Read(
        string topic, string key, string type, long version, byte[] payload)
    {
        var subscription = Find(topic, type);
        if (subscription is null)
            return (null, null, null);

        var (e, defect) = Read(subscription, key, version, payload);
        return (subscription, e, defect);
    }

    private EventSubscription? Find(string topic, string? type) =>
        type is not null && topology.Subscriptions.TryGetValue(type, out var subscription) && subscription.Topic.Name == topic
            ? subscription
            : null;

    /// <summary>Record and event must say the same: a version or an id of the one is stored with the state of the other.</summary>
    private static (object? Event, string? Defect) Read(EventSubscription subscription, string key, long version, byte[] payload)
    {
        try
        {
            var e = subscription.Deserialize(payload);
            var defect = e.Version != version ? $"its version is {e.Version}, header {EventHeaders.AggregateVersion} says {version}"
                : e.Key != key ? "its id is not the record's key"
                : e.FindDefect();
            return defect is null ? (e, null) : (null, $"the value is not a {subscription.Type}: {defect}");
        }
        catch (Exception exception)
        {
            return (null, $"the value is not a {subscription.Type}: {exception.GetBaseException().Message}");
        }
    }

    // Such a key is not stored as one, so its bytes are told.
    private static string Describe(string keyDefect, byte[]? key) => key is not { Length: > 0 } ? keyDefect
        : $"{keyDefect}; it begins with the bytes {Convert.ToHexString(key.AsSpan(0, Math.Min(key.Length, MaxKeyBytesShown)))}";

    private static long? Version(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
}
