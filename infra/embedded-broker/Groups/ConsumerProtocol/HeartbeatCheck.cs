using System.Text;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The checks of a ConsumerGroupHeartbeat that need not know the group.</summary>
internal static class HeartbeatCheck
{
    private const short FirstVersionWithClientIds = 1;

    // What a member sends of itself becomes one record, which must fit into a batch of the offsets topic.
    private const int MaxMemberBytes = 256 * 1024;

    /// <summary>The response that refuses the request; null when it is in order.</summary>
    public static ConsumerGroupHeartbeatResponse? Refuse(ConsumerGroupHeartbeatRequest request, short version)
    {
        if (Problem(request, version) is { } problem)
            return ConsumerGroupHeartbeatResponse.Failed(ErrorCode.InvalidRequest, problem);

        return request.ServerAssignor is { } assignor && !Assignors.Has(assignor)
            ? ConsumerGroupHeartbeatResponse.Failed(
                ErrorCode.UnsupportedAssignor,
                $"ServerAssignor {assignor} is not supported. Supported assignors: {string.Join(", ", Assignors.Names)}.")
            : null;
    }

    private static string? Problem(ConsumerGroupHeartbeatRequest request, short version)
    {
        var joins = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch;
        if (string.IsNullOrWhiteSpace(request.GroupId))
            return "GroupId can't be empty.";
        if (string.IsNullOrWhiteSpace(request.MemberId) && (version >= FirstVersionWithClientIds || !joins))
            return "MemberId can't be empty.";
        if (request.InstanceId is not null && string.IsNullOrWhiteSpace(request.InstanceId))
            return "InstanceId can't be empty.";
        if (request.RackId is not null && string.IsNullOrWhiteSpace(request.RackId))
            return "RackId can't be empty.";
        if (request.MemberEpoch < ConsumerGroupHeartbeatRequest.LeaveForNowEpoch)
            return $"MemberEpoch {request.MemberEpoch} is invalid.";
        if (request.MemberEpoch == ConsumerGroupHeartbeatRequest.LeaveForNowEpoch && request.InstanceId is null)
            return "InstanceId can't be null.";

        if (MemberBytes(request) > MaxMemberBytes)
            return $"The member's ids and subscription must not be larger than {MaxMemberBytes} bytes in all.";

        return joins ? JoinProblem(request) : null;
    }

    private static long MemberBytes(ConsumerGroupHeartbeatRequest request) =>
        Bytes(request.GroupId) + Bytes(request.MemberId) + Bytes(request.InstanceId) + Bytes(request.RackId) + Bytes(request.TopicRegex)
        + (request.TopicNames?.Sum(static name => sizeof(short) + Bytes(name)) ?? 0);

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static string? JoinProblem(ConsumerGroupHeartbeatRequest request)
    {
        if (request.RebalanceTimeoutMs == -1)
            return "RebalanceTimeoutMs must be provided in first request.";
        if (request.Owned is not { Count: 0 })
            return "TopicPartitions must be empty when (re-)joining.";

        return request.TopicNames is null && request.TopicRegex is null
            ? "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining."
            : null;
    }
}
