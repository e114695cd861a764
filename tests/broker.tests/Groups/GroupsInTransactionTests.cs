using MsaSample.Broker.Groups;

namespace MsaSample.Broker.Tests.Groups;

public sealed class GroupsInTransactionTests
{
    [Fact]
    public void Take_SeveralGroupsWait_GivesThoseOfTheMarkerOnce()
    {
        var waiting = new GroupsInTransaction();
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
