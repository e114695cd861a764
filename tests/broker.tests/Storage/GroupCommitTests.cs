using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Tests.Storage;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Wait_FlushFailsUnexpectedly_FailsTheWaitersAndFlushesAgain()
    {
        var rounds = 0;
        var commit = new GroupCommit(() =>
        {
            if (++rounds == 1)
                throw new InvalidOperationException();
        });

        await Assert.ThrowsAsync<InvalidOperationException>(commit.WaitAsync);
        await commit.WaitAsync();
    }
}
