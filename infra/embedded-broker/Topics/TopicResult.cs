using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Topics;

/// <summary>What became of a change to the catalog. The topic is null when it was refused, or only checked before it exists.</summary>
internal readonly record struct TopicResult(ErrorCode Error, string? Message, Topic? Topic)
{
    public static TopicResult Done(Topic? topic) => new(ErrorCode.None, null, topic);

    public static TopicResult Refused(ErrorCode error, string message) => new(error, message, null);
}
