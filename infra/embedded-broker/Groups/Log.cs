using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups.ClassicProtocol;

namespace MsaSample.Broker.Groups;

/// <summary>What the group coordinator says; event ids 2200 to 2299.</summary>
internal static partial class Log
{
    [LoggerMessage(2200, LogLevel.Debug, "group {Group} is {State}, generation {Generation}, {Members} members")]
    public static partial void GroupMoved(this ILogger logger, string group, ClassicGroupState state, int generation, int members);

    [LoggerMessage(2201, LogLevel.Information, "group {Group}: member {Member} was not heard of in time and is removed")]
    public static partial void MemberExpired(this ILogger logger, string group, string member);

    [LoggerMessage(2202, LogLevel.Information, "committed offsets of {Groups} groups loaded")]
    public static partial void GroupsLoaded(this ILogger logger, int groups);

    [LoggerMessage(2205, LogLevel.Information, "group {Group}: member {Member} joined (instance {Instance})")]
    public static partial void MemberJoined(this ILogger logger, string group, string member, string instance);

    [LoggerMessage(2206, LogLevel.Information, "group {Group}: member {Member} left at epoch {Epoch}")]
    public static partial void MemberLeft(this ILogger logger, string group, string member, int epoch);

    [LoggerMessage(2207, LogLevel.Information, "group {Group}: member {Member} is removed: {Reason}")]
    public static partial void MemberFenced(this ILogger logger, string group, string member, string reason);

    [LoggerMessage(2208, LogLevel.Debug, "group {Group} is at epoch {Epoch} with {Members} members")]
    public static partial void GroupEpochMoved(this ILogger logger, string group, int epoch, int members);

    [LoggerMessage(2209, LogLevel.Information, "group {Group}: assignment of epoch {Epoch} by {Assignor}, {Partitions} partitions")]
    public static partial void TargetComputed(this ILogger logger, string group, int epoch, string assignor, int partitions);

    [LoggerMessage(2210, LogLevel.Information, "group {Group}: generation {Generation} is assigned by {Assignor} to {Members} members")]
    public static partial void GenerationAssigned(this ILogger logger, string group, int generation, string assignor, int members);
}
