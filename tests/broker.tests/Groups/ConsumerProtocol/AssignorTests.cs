using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

public sealed class AssignorTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new(); // has "orders" with 4 partitions

    public AssignorTests()
    {
        _group.Catalog.Create("payments", 3, TopicConfigs.None);
        _group.Catalog.Create("returns", 8, TopicConfigs.None);
    }

    [Fact]
    public void Uniform_SameSubscription_IsEven()
    {
        var assigned = Assign(
            "uniform", Member("a", "orders", "payments"), Member("b", "orders", "payments"), Member("c", "orders", "payments"));

        Assert.Equal([2, 2, 3], assigned.Values.Select(p => p.Count).Order());
        Assert.Equal(7, assigned.Values.SelectMany(p => p).Distinct().Count());
    }

    [Fact]
    public void Uniform_MemberComes_MovesNoMoreThanItsShare()
    {
        ConsumerMember[] members = [Member("a", "returns"), Member("b", "returns")];
        Keep(members, Assign("uniform", members));
        var before = members.ToDictionary(m => m.MemberId, m => m.Target);

        var after = Assign("uniform", [.. members, Member("c", "returns")]);

        Assert.Equal([2, 3, 3], after.Values.Select(p => p.Count).Order());
        Assert.All(members, m => Assert.Subset(before[m.MemberId].ToHashSet(), after[m.MemberId]));
    }

    [Fact]
    public void Uniform_DifferentSubscriptions_FillsThoseWithLeastChoice()
    {
        var assigned = Assign("uniform", Member("a", "orders"), Member("b", "orders", "returns"), Member("c", "missing"));

        Assert.Equal((4, 8, 0), (assigned["a"].Count, assigned["b"].Count, assigned["c"].Count));
    }

    [Fact]
    public void Uniform_RandomChanges_StaysEvenAndComplete()
    {
        var random = new Random(42);
        var members = new List<ConsumerMember>();
        for (var round = 0; round < 200; round++)
        {
            if (members.Count > 0 && random.Next(3) == 0)
                members.RemoveAt(random.Next(members.Count));
            else
                members.Add(Member($"m{round}", "orders", "returns"));

            Keep(members, Assign("uniform", [.. members]));

            if (members.Count > 0)
            {
                Assert.Equal(12, members.SelectMany(m => m.Target).Distinct().Count());
                Assert.InRange(members.Max(m => m.Target.Count) - members.Min(m => m.Target.Count), 0, 1);
            }
        }
    }

    [Fact]
    public void Range_TopicsOfOneSize_ArePairedByPartition()
    {
        _group.Catalog.Create("orders2", 4, TopicConfigs.None);

        var assigned = Assign("range", Member("b", "orders", "orders2", "payments"), Member("a", "orders", "orders2", "payments"));

        Assert.Equal([0, 0, 0, 1, 1, 1], assigned["a"].Select(p => p.Partition).Order());
        Assert.Equal([2, 2, 2, 3, 3], assigned["b"].Select(p => p.Partition).Order());
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private static ConsumerMember Member(string id, params string[] topics) => new(id) { TopicNames = topics };

    private static void Keep(IEnumerable<ConsumerMember> members, IReadOnlyDictionary<string, HashSet<TopicIdPartition>> assigned)
    {
        foreach (var member in members)
            member.Target = assigned[member.MemberId];
    }

    private IReadOnlyDictionary<string, HashSet<TopicIdPartition>> Assign(string assignor, params ConsumerMember[] members) =>
        Assignors.Find(assignor)(members, Subscriptions.Resolve(members, _group.Catalog));
}
