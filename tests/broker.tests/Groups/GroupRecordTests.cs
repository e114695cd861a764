using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>The records of groups, byte for byte as the classes of kafka-group-coordinator 4.3.0 write them.</summary>
public sealed class GroupRecordTests
{
    private static readonly Guid Topic = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData(3, "0003000167")]
    [InlineData(5, "000500016700016D")]
    [InlineData(6, "0006000167")]
    [InlineData(7, "000700016700016D")]
    [InlineData(8, "000800016700016D")]
    public void Key_OfConsumerGroup_IsKafkas(short version, string golden)
    {
        var key = ConsumerGroupRecords.Key(version, "g", version is 3 or 6 ? null : "m");

        Assert.Equal(golden, Convert.ToHexString(key));
        var reader = new KafkaReader(key);
        Assert.Equal((version, "g"), (reader.ReadInt16(), reader.ReadString()));
        Assert.Equal(version is 3 or 6 ? null : "m", ConsumerGroupRecords.ReadMemberId(ref reader, version));
    }

    [Fact]
    public void Group_AndTargetEpoch_AreKafkas()
    {
        AssertGolden("000000000007010008000000000000002A", ConsumerGroupRecords.Group(7, 42));
        AssertGolden("00000000000600", ConsumerGroupRecords.TargetEpoch(6));
        Assert.Equal((7, 42L), ConsumerGroupRecords.ReadGroup(ConsumerGroupRecords.Group(7, 42)));
        Assert.Equal((7, 0L), ConsumerGroupRecords.ReadGroup(Convert.FromHexString("00000000000700"))); // written before Kafka 4.1
    }

    [Fact]
    public void Member_WithPattern_IsKafkas()
    {
        const string Golden = "00000269000263032F68030261026204782E2A000003E80672616E676500";
        var member = new ConsumerMember("m");

        ConsumerMemberRecords.ReadMember(Convert.FromHexString(Golden), member);

        Assert.Equal(("i", "c", "/h"), (member.InstanceId, member.ClientId, member.ClientHost));
        Assert.Equal(("x.*", "range"), (member.TopicPattern?.Text, member.ServerAssignor));
        Assert.Equal(["a", "b"], member.TopicNames);
        AssertGolden(Golden, ConsumerMemberRecords.Member(member));
    }

    [Fact]
    public void Assignments_TargetAndCurrent_AreKafkas()
    {
        const string Target = "00000200112233445566778899AABBCCDDEEFF0300000000000000020000";
        const string Current =
            "00000000000600000005020200112233445566778899AABBCCDDEEFF030000000000000002010009030000000300000006"
            + "0200112233445566778899AABBCCDDEEFF02000000010000";

        var target = ConsumerMemberRecords.ReadTarget(Convert.FromHexString(Target));
        var (current, previous) = ConsumerMemberRecords.ReadCurrent(Convert.FromHexString(Current));

        Assert.Equal((MemberState.UnrevokedPartitions, 6, 5), (current.State, current.Epoch, previous));
        Assert.Equal((3, 6), (current.Assigned[new(Topic, 0)], current.Assigned[new(Topic, 2)]));
        Assert.Equal(new TopicIdPartition(Topic, 1), Assert.Single(current.Revoking));
        AssertGolden(Target, ConsumerMemberRecords.Target(target));
        AssertGolden(Current, ConsumerMemberRecords.Current(current, previous));
    }

    [Fact]
    public void ClassicGroup_WithMember_IsKafkas()
    {
        const string Golden =
            "00030008636F6E73756D657200000004000572616E676500016D0000018BCFE5680000000001"
            + "00016D00016900016300022F680000EA60000027100000000201020000000103";

        var group = ClassicGroupRecords.Read(Convert.FromHexString(Golden));

        var member = Assert.Single(group.Members);
        Assert.Equal((4, "range", "m", 1_700_000_000_000), (group.GenerationId, group.Protocol, group.Leader, group.StateSinceMs));
        Assert.Equal(("m", "i", TimeSpan.FromSeconds(10)), (member.MemberId, member.InstanceId, member.SessionTimeout));
        AssertGolden(Golden, ClassicGroupRecords.Value(group));
    }

    private static void AssertGolden(string golden, byte[] written) => Assert.Equal(golden, Convert.ToHexString(written));
}
