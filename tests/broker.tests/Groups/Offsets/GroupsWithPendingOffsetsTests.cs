using MsaSample.Broker.Groups.Offsets;

namespace MsaSample.Broker.Tests.Groups.Offsets;

public sealed class GroupsWithPendingOffsetsTests
{
    [Fact]
    public void Take_SeveralGroupsWait_GivesThoseOfTheMarkerOnce()
    {
        var waiting = new GroupsWithPendingOffsets();
        waiting.Add(partition: 0, producerId: 7, "a");
        waiting.Add(partition: 0, producerId: 7, "a");
        waiting.Add(partition: 0, producerId: 7, "b");
        waiting.Add(partition: 1, producerId: 7, "elsewhere");
        waiting.Add(partition: 0, producerId: 8, "of another");

        Assert.Equal(["a", "b"], waiting.Take(0, 7).Order());
        Assert.Empty(waiting.Take(0, 7));
        Assert.Equal(["elsewhere"], waiting.Take(1, 7));
    }
}
