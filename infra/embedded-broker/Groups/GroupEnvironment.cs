using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>What every group works with.</summary>
/// <param name="Store">Where groups keep what they must not forget.</param>
/// <param name="InTransaction">Which of them wait for the end of a transaction.</param>
/// <param name="Catalog">The topics.</param>
/// <param name="Options">The rules.</param>
/// <param name="Clock">Time for sessions, rebalances and retention.</param>
/// <param name="Logger">The coordinator's.</param>
internal sealed record GroupEnvironment(
    OffsetsTopic Store, GroupsWithPendingOffsets InTransaction, TopicCatalog Catalog, GroupOptions Options, TimeProvider Clock, ILogger Logger);
