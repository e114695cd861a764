namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The server-side assignors (<c>group.consumer.assignors</c>): they compute who shall read what.</summary>
internal static class Assignors
{
    /// <summary>For groups whose members do not ask for one.</summary>
    public const string Default = "uniform";

    private static readonly Dictionary<string, Assign> ByName = new() { [Default] = UniformAssignor.Assign, ["range"] = RangeAssignor.Assign };

    /// <summary>Gives each partition of the subscribed topics to one member that wants it, if there is one.</summary>
    /// <param name="members">With what they had as target before.</param>
    /// <param name="subscriptions">What they want.</param>
    public delegate IReadOnlyDictionary<string, HashSet<TopicIdPartition>> Assign(
        IReadOnlyCollection<ConsumerMember> members, Subscriptions subscriptions);

    public static IEnumerable<string> Names => ByName.Keys;

    public static bool Has(string name) => ByName.ContainsKey(name);

    public static Assign Find(string name) => ByName[name];

    /// <summary>The assignor that most members ask for.</summary>
    public static string Choose(IEnumerable<ConsumerMember> members) => members
        .Select(static member => member.ServerAssignor).OfType<string>()
        .CountBy(static name => name)
        .OrderByDescending(static votes => votes.Value).ThenByDescending(static votes => votes.Key == Default)
        .Select(static votes => votes.Key)
        .FirstOrDefault(Default);
}
