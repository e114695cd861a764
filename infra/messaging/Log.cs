using Microsoft.Extensions.Logging;

namespace MsaSample.Messaging;

/// <summary>All log lines of the library; event ids 1100 to 1999. They show names and numbers, never a payload.</summary>
internal static partial class Log
{
    [LoggerMessage(1100, LogLevel.Information, "This instance relays the outbox of {Database}")]
    public static partial void RelayLeads(this ILogger logger, string database);

    [LoggerMessage(1101, LogLevel.Warning, "The relay of {Database} failed and starts again")]
    public static partial void RelayFailed(this ILogger logger, Exception exception, string database);

    [LoggerMessage(
        1102,
        LogLevel.Warning,
        "Kafka at {Servers} has not answered for {Count} event(s) for {Seconds:0} s; "
        + "they stay in the outbox, in order")]
    public static partial void BrokerDoesNotAnswer(this ILogger logger, string servers, int count, double seconds);

    [LoggerMessage(
        1103,
        LogLevel.Warning,
        "Kafka refuses {Topic} {Key} version {Version} ({Reason}); the key waits in the outbox, other keys go on")]
    public static partial void EventRefusedByKafka(this ILogger logger, string topic, string key, long version, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "The producer failed with a fatal error ({Reason}); a new one starts at the head of the outbox")]
    public static partial void ProducerReplaced(this ILogger logger, string reason);

    [LoggerMessage(1105, LogLevel.Warning, "Kafka refuses topic {Topic} ({Reason}); its events wait in the outbox, other topics go on")]
    public static partial void TopicRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(1200, LogLevel.Information, "Created topics {Topics}")]
    public static partial void TopicsCreated(this ILogger logger, string topics);

    [LoggerMessage(1201, LogLevel.Warning, "The topics at {Servers} could not be created ({Reason}); trying again until they exist")]
    public static partial void TopicsNotReady(this ILogger logger, string servers, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "Topic {Topic} has {Setting} {Actual}, but {Declared} is declared; it is not changed")]
    public static partial void TopicDiffers(this ILogger logger, string topic, string setting, string actual, string declared);

    [LoggerMessage(1203, LogLevel.Warning, "The settings of the existing topics could not be read: {Reason}")]
    public static partial void TopicsNotChecked(this ILogger logger, string reason);

    [LoggerMessage(1204, LogLevel.Debug, "Kafka client: {Reason}")]
    public static partial void KafkaClientError(this ILogger logger, string reason);

    [LoggerMessage(1205, LogLevel.Debug, "Kafka client, {Facility}: {Text}")]
    public static partial void KafkaClientLog(this ILogger logger, string facility, string text);

    [LoggerMessage(1300, LogLevel.Debug, "Partitions were assigned: {Partitions}")]
    public static partial void PartitionsAssigned(this ILogger logger, string partitions);

    [LoggerMessage(
        1301,
        LogLevel.Warning,
        "The log of {Topic} [{Partition}] does not have the stored offset ({Reason}); "
        + "it is read from the beginning, and applied events are skipped")]
    public static partial void OffsetOutOfRange(this ILogger logger, string topic, int partition, string reason);

    [LoggerMessage(1302, LogLevel.Warning, "Reading from Kafka failed and is tried again: {Reason}")]
    public static partial void ConsumeFailed(this ILogger logger, string reason);

    [LoggerMessage(1303, LogLevel.Error, "The consumer of {Service} failed and starts again")]
    public static partial void ConsumerRestarts(this ILogger logger, Exception exception, string service);

    [LoggerMessage(
        1304,
        LogLevel.Information,
        "The stored offset of one of {Partitions} was moved, by another instance or by a commit whose answer was lost; "
        + "this attempt changed nothing")]
    public static partial void Fenced(this ILogger logger, string partitions);

    [LoggerMessage(1305, LogLevel.Debug, "{Topic} [{Partition}] is no longer assigned to this instance; its offset is not sent to Kafka")]
    public static partial void OffsetHintNotStored(this ILogger logger, string topic, int partition);

    [LoggerMessage(1400, LogLevel.Warning, "Applying {Count} record(s) of {Topic} failed and is tried again: {Reason}")]
    public static partial void BatchRetried(this ILogger logger, string topic, int count, string reason);

    [LoggerMessage(1401, LogLevel.Warning, "The handler of {Topic} {Key} version {Version} failed, attempt {Attempt} of {Attempts}")]
    public static partial void EventRefused(
        this ILogger logger, Exception exception, string topic, string? key, long? version, int attempt, int attempts);

    [LoggerMessage(
        1402,
        LogLevel.Warning,
        "{Topic} {Key} goes from version {LastVersion} to {Version}; "
        + "the events in between were not seen, this one has the full state")]
    public static partial void VersionGap(this ILogger logger, string topic, string key, long lastVersion, long version);

    [LoggerMessage(1500, LogLevel.Error, "{Topic} {Key} is parked from version {Version} on; repair the cause, then redrive the key")]
    public static partial void KeyParked(this ILogger logger, string topic, string key, long version);

    [LoggerMessage(1501, LogLevel.Warning, "{Topic} [{Partition}] offset {Offset} became a dead letter: {Reason}")]
    public static partial void DeadLetterWritten(this ILogger logger, string topic, int partition, long offset, string reason);

    [LoggerMessage(1502, LogLevel.Information, "{Topic} {Key} was redriven; {Count} dead letter(s) were removed")]
    public static partial void KeyRedriven(this ILogger logger, string topic, string key, int count);

    [LoggerMessage(
        1503,
        LogLevel.Warning,
        "{Topic} {Key} waited for a type that is known now, but its redrive was refused and it stays parked: {Reason}")]
    public static partial void KeyNotRedriven(this ILogger logger, string topic, string key, string? reason);

    [LoggerMessage(
        1504,
        LogLevel.Warning,
        "Keys that wait for a type that is known now could not be redriven ({Reason}); the next attempt is in {Seconds:0} s")]
    public static partial void UnknownTypesNotRedriven(this ILogger logger, string reason, double seconds);
}
