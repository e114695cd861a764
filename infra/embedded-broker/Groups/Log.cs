using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups.ClassicProtocol;

namespace MsaSample.Broker.Groups;

/// <summary>Log messages of the group coordinator; event ids 2200 to 2299.</summary>
internal static partial class Log
{
    [LoggerMessage(2200, LogLevel.Debug, "Group {Group} is {State}, with generation {Generation} and {Members} members")]
    public static partial void GroupMoved(this ILogger logger, string group, ClassicGroupState state, int generation, int members);

    [LoggerMessage(2201, LogLevel.Information, "Group {Group}: member {Member} was removed because it did not respond in time")]
    public static partial void MemberExpired(this ILogger logger, string group, string member);

    [LoggerMessage(2202, LogLevel.Information, "Loaded the committed offsets of {Groups} groups")]
    public static partial void GroupsLoaded(this ILogger logger, int groups);

    [LoggerMessage(2205, LogLevel.Information, "Group {Group}: member {Member} joined (instance id {Instance})")]
    public static partial void MemberJoined(this ILogger logger, string group, string member, string instance);

    [LoggerMessage(2206, LogLevel.Information, "Group {Group}: member {Member} left at epoch {Epoch}")]
    public static partial void MemberLeft(this ILogger logger, string group, string member, int epoch);

    [LoggerMessage(2207, LogLevel.Information, "Group {Group}: member {Member} was removed because {Reason}")]
    public static partial void MemberFenced(this ILogger logger, string group, string member, string reason);

    [LoggerMessage(2208, LogLevel.Debug, "Group {Group} is at epoch {Epoch}, with {Members} members")]
    public static partial void GroupEpochMoved(this ILogger logger, string group, int epoch, int members);

    [LoggerMessage(2209, LogLevel.Information,
        "Group {Group}: the target assignment of epoch {Epoch} has {Partitions} partitions ({Assignor})")]
    public static partial void TargetComputed(this ILogger logger, string group, int epoch, string assignor, int partitions);

    [LoggerMessage(2210, LogLevel.Information,
        "Group {Group}: {Members} members of generation {Generation} have their assignment ({Assignor})")]
    public static partial void GenerationAssigned(this ILogger logger, string group, int generation, string assignor, int members);
}
