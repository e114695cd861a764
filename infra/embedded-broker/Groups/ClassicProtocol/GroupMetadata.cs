namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The content of a classic group's record. It is written when the leader has brought an assignment, and when the group becomes empty.
/// </summary>
/// <param name="ProtocolType"><c>consumer</c>, <c>connect</c>, …; empty for a group that never had members.</param>
/// <param name="GenerationId">Number of the last rebalance.</param>
/// <param name="Protocol">The chosen protocol, which for consumers is the assignor; null without members.</param>
/// <param name="Leader">Member id of the leader; null without members.</param>
/// <param name="StateSinceMs">Unix ms of the last change of the group's state.</param>
/// <param name="Members">The members with their assignments.</param>
internal sealed record GroupMetadata(
    string ProtocolType, int GenerationId, string? Protocol, string? Leader, long StateSinceMs, IReadOnlyCollection<ClassicMember> Members);
