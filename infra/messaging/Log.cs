using Microsoft.Extensions.Logging;

namespace MsaSample.Messaging;

/// <summary>All messages of the library; event ids 1100 to 1999. Names and numbers only, never a payload.</summary>
internal static partial class Log
{
    [LoggerMessage(1100, LogLevel.Information, "Relays the outbox of {Database}")]
    public static partial void RelayLeads(this ILogger logger, string database);

    [LoggerMessage(1101, LogLevel.Warning, "The relay of {Database} failed and starts again")]
    public static partial void RelayFailed(this ILogger logger, Exception exception, string database);

    [LoggerMessage(1102, LogLevel.Warning, "Kafka at {Servers} has not acknowledged {Count} event(s) for {Seconds:0} s; they wait in the outbox, in order")]
    public static partial void BrokerDoesNotAnswer(this ILogger logger, string servers, int count, double seconds);

    [LoggerMessage(1103, LogLevel.Warning, "An event was not accepted and stays in the outbox: {Failure}")]
    public static partial void EventsRefused(this ILogger logger, string failure);

    [LoggerMessage(1104, LogLevel.Warning, "The producer cannot go on ({Reason}); a new one begins at the head of the outbox")]
    public static partial void ProducerReplaced(this ILogger logger, string reason);

    [LoggerMessage(1200, LogLevel.Information, "Created topics {Topics}")]
    public static partial void TopicsCreated(this ILogger logger, string topics);

    [LoggerMessage(1201, LogLevel.Warning, "The topics at {Servers} are not ready ({Reason}); trying until they are")]
    public static partial void TopicsNotReady(this ILogger logger, string servers, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "Topic {Topic} has {Setting} {Actual}, declared is {Declared}; it is left as it is")]
    public static partial void TopicDiffers(this ILogger logger, string topic, string setting, string actual, string declared);

    [LoggerMessage(1203, LogLevel.Warning, "The settings of the existing topics could not be read: {Reason}")]
    public static partial void TopicsNotChecked(this ILogger logger, string reason);

    [LoggerMessage(1204, LogLevel.Debug, "Kafka client: {Reason}")]
    public static partial void KafkaClientError(this ILogger logger, string reason);

    [LoggerMessage(1205, LogLevel.Debug, "Kafka client, {Facility}: {Text}")]
    public static partial void KafkaClientLog(this ILogger logger, string facility, string text);

    [LoggerMessage(1300, LogLevel.Debug, "Assigned: {Partitions}")]
    public static partial void PartitionsAssigned(this ILogger logger, string partitions);

    [LoggerMessage(1301, LogLevel.Warning, "The log of {Topic} [{Partition}] no longer has the stored offset ({Reason}); reading it from the beginning, known events are skipped")]
    public static partial void OffsetOutOfRange(this ILogger logger, string topic, int partition, string reason);

    [LoggerMessage(1302, LogLevel.Warning, "Reading failed and goes on: {Reason}")]
    public static partial void ConsumeFailed(this ILogger logger, string reason);

    [LoggerMessage(1303, LogLevel.Error, "The consumer of {Service} failed and starts again")]
    public static partial void ConsumerRestarts(this ILogger logger, Exception exception, string service);

    [LoggerMessage(1304, LogLevel.Information, "The offset of one of {Partitions} was moved, by another instance or by a commit of ours whose answer was lost; this attempt changed nothing")]
    public static partial void Fenced(this ILogger logger, string partitions);

    [LoggerMessage(1305, LogLevel.Debug, "{Topic} [{Partition}] is not ours any more")]
    public static partial void OffsetHintNotStored(this ILogger logger, string topic, int partition);

    [LoggerMessage(1400, LogLevel.Warning, "{Count} record(s) of {Topic} wait and are tried again: {Reason}")]
    public static partial void BatchRetried(this ILogger logger, string topic, int count, string reason);

    [LoggerMessage(1401, LogLevel.Warning, "{Topic} {Key} version {Version} was refused, attempt {Attempt} of {Attempts}")]
    public static partial void EventRefused(this ILogger logger, Exception exception, string topic, string? key, long? version, int attempt, int attempts);

    [LoggerMessage(1402, LogLevel.Warning, "{Topic} {Key} goes from version {LastVersion} to {Version}; the events between were not seen, this one has the full state")]
    public static partial void VersionGap(this ILogger logger, string topic, string key, long lastVersion, long version);

    [LoggerMessage(1500, LogLevel.Error, "{Topic} {Key} is parked from version {Version} on; repair the cause, then redrive it")]
    public static partial void KeyParked(this ILogger logger, string topic, string key, long version);

    [LoggerMessage(1501, LogLevel.Warning, "{Topic} [{Partition}] offset {Offset} was put aside: {Reason}")]
    public static partial void DeadLetterWritten(this ILogger logger, string topic, int partition, long offset, string reason);

    [LoggerMessage(1502, LogLevel.Information, "{Topic} {Key} was redriven with {Count} event(s)")]
    public static partial void KeyRedriven(this ILogger logger, string topic, string key, int count);
}
