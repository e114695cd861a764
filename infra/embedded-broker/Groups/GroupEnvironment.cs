using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>What all groups of a broker share.</summary>
/// <param name="Store">The offsets topic.</param>
/// <param name="GroupsWithPending">The groups whose offsets wait for a transaction.</param>
/// <param name="Catalog">The topics.</param>
/// <param name="Options">The limits.</param>
/// <param name="Clock">Time for sessions, rebalances and retention.</param>
/// <param name="Logger">The coordinator's logger.</param>
internal sealed record GroupEnvironment(
    OffsetsTopic Store,
    GroupsWithPendingOffsets GroupsWithPending,
    TopicCatalog Catalog,
    GroupOptions Options,
    TimeProvider Clock,
    ILogger Logger);
