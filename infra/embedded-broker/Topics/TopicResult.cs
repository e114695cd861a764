using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Topics;

/// <summary>
/// The result of a change to the catalog. The topic is null when the change was refused, or when a creation was only validated.
/// </summary>
internal readonly record struct TopicResult(ErrorCode Error, string? Message, Topic? Topic)
{
    public static TopicResult Done(Topic? topic) => new(ErrorCode.None, null, topic);

    public static TopicResult Refused(ErrorCode error, string message) => new(error, message, null);
}
