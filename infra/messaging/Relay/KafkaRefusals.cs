using Confluent.Kafka;

namespace MsaSample.Messaging.Relay;

/// <summary>What Kafka's answer says about the events behind the refused one. Any other error is about the moment.</summary>
internal static class KafkaRefusals
{
    /// <summary>The topic is missing, or this service may not write to it: no event of it can be sent.</summary>
    public static bool IsOfTopic(Error error) => error.Code is
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.TopicException;

    /// <summary>
    /// A record cannot be stored as it is: it is too large, for example. The broker refuses all records that it got in one batch with it,
    /// so only an event that was sent alone is known to be the one.
    /// </summary>
    public static bool IsOfRecord(Error error) => error.Code is
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidRecord or ErrorCode.InvalidMsg
        or ErrorCode.InvalidMsgSize or ErrorCode.InvalidTimestamp or ErrorCode.PolicyViolation;
}
