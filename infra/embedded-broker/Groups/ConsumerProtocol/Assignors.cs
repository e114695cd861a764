namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The server-side assignors (<c>group.consumer.assignors</c>), which compute the target assignment.</summary>
internal static class Assignors
{
    /// <summary>The assignor of groups whose members do not ask for one.</summary>
    public const string Default = "uniform";

    private static readonly Dictionary<string, Assign> ByName = new()
    {
        [Default] = UniformAssignor.Assign,
        ["range"] = RangeAssignor.Assign,
    };

    /// <summary>Gives each partition of the subscribed topics to one of the members that subscribe to the topic.</summary>
    /// <param name="members">The members, with their target so far.</param>
    /// <param name="subscriptions">The topics that they subscribe to.</param>
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
