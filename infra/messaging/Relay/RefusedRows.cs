using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>
/// The topics and keys whose events Kafka refuses. Their rows stay in the outbox and out of the relay's window, so that the others flow.
/// After a pause they are tried again; the pause doubles with each refusal. Not thread-safe.
/// </summary>
internal sealed class RefusedRows(TimeProvider clock)
{
    /// <summary>More refused keys than this, and the topic waits as a whole: the query that leaves them out must stay small.</summary>
    public const int MaxKeysOfTopic = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPauseOfTopic = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPauseOfKey = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Refusal> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Refusal>> _keys = new(StringComparer.Ordinal);

    public bool IsEmpty => _topics.Count == 0 && _keys.Count == 0;

    /// <summary>Number of keys refused by themselves.</summary>
    public int KeyCount => _keys.Values.Sum(keys => keys.Count);

    /// <summary>The topics that the next read leaves out.</summary>
    public List<string> WaitingTopics() => [.. _topics.Where(topic => topic.Value.IsWaiting(clock)).Select(topic => topic.Key)];

    /// <summary>The keys that the next read leaves out, by topic.</summary>
    public List<(string Topic, List<string> Keys)> WaitingKeys() =>
    [
        .. from topic in _keys
           let keys = topic.Value.Where(key => key.Value.IsWaiting(clock)).Select(key => key.Key).ToList()
           where keys.Count > 0
           select (topic.Key, keys),
    ];

    /// <summary>True when the pause of the row's topic or key is not over.</summary>
    public bool IsWaiting(OutboxRow row) =>
        (_topics.TryGetValue(row.Topic, out var topic) && topic.IsWaiting(clock))
        || (_keys.TryGetValue(row.Topic, out var keys) && keys.TryGetValue(row.Key, out var key) && key.IsWaiting(clock));

    /// <summary>True when Kafka refused the topic as a whole, and has acknowledged no event of it since.</summary>
    public bool IsTopicRefused(string topic) => _topics.ContainsKey(topic);

    /// <summary>True when Kafka refused an event of the key by itself, and has acknowledged none of it since.</summary>
    public bool IsKeyRefused(OutboxRow row) => _keys.TryGetValue(row.Topic, out var keys) && keys.ContainsKey(row.Key);

    /// <summary>Lets the topic wait, and at least until <paramref name="mending"/> has ended.</summary>
    /// <returns>True when the topic was not refused before.</returns>
    public bool RefuseTopic(string topic, Task mending) => Refuse(_topics, topic, LongestPauseOfTopic, mending);

    /// <summary>Lets the key wait, or its topic when too many of its keys wait already.</summary>
    /// <returns>True when the key, or then the topic, was not refused before.</returns>
    public bool RefuseKey(OutboxRow row)
    {
        if (!_keys.TryGetValue(row.Topic, out var keys))
            _keys[row.Topic] = keys = new(StringComparer.Ordinal);
        if (keys.Count < MaxKeysOfTopic || keys.ContainsKey(row.Key))
            return Refuse(keys, row.Key, LongestPauseOfKey, Task.CompletedTask);

        return RefuseTopic(row.Topic, Task.CompletedTask);
    }

    /// <summary>Kafka has acknowledged an event of the topic and, if it was refused by itself, of the key.</summary>
    public void Accept(OutboxRow row)
    {
        _topics.Remove(row.Topic);
        if (_keys.TryGetValue(row.Topic, out var keys) && keys.Remove(row.Key) && keys.Count == 0)
            _keys.Remove(row.Topic);
    }

    private bool Refuse(Dictionary<string, Refusal> refusals, string name, TimeSpan longestPause, Task mending)
    {
        var isKnown = refusals.TryGetValue(name, out var known);
        var pause = isKnown ? known!.Pause * 2 : FirstPause;
        refusals[name] = new Refusal(pause < longestPause ? pause : longestPause, clock.GetTimestamp(), mending);
        return !isKnown;
    }

    private sealed record Refusal(TimeSpan Pause, long Since, Task Mending)
    {
        public bool IsWaiting(TimeProvider clock) => !Mending.IsCompleted || clock.GetElapsedTime(Since) < Pause;
    }
}
