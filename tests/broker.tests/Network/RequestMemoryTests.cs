using MsaSample.Broker.Network;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Order and limits of the memory for requests.</summary>
public sealed class RequestMemoryTests
{
    private const int Kilo = 1024;
    private readonly MemoryShare _memory = new(100 * Kilo);

    [Fact]
    public async Task Acquire_AllTaken_IsGrantedInOrder()
    {
        await _memory.AcquireAsync(80 * Kilo, CancellationToken.None);
        var first = _memory.AcquireAsync(60 * Kilo, CancellationToken.None).AsTask();
        var second = _memory.AcquireAsync(10 * Kilo, CancellationToken.None).AsTask(); // would fit, but is not first
        Assert.False(first.IsCompleted || second.IsCompleted);

        _memory.Release(80 * Kilo);

        await Task.WhenAll(first, second);
        Assert.Equal(70 * Kilo, _memory.Used);
    }

    [Fact]
    public async Task Acquire_FirstInLineGivesUp_LetsThoseBehindItGoOn()
    {
        await _memory.AcquireAsync(80 * Kilo, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var first = _memory.AcquireAsync(60 * Kilo, impatient.Token).AsTask();
        var second = _memory.AcquireAsync(10 * Kilo, CancellationToken.None).AsTask();

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(90 * Kilo, _memory.Used);
    }

    [Fact]
    public async Task Acquire_SmallRequest_NeverWaits()
    {
        await _memory.AcquireAsync(100 * Kilo, CancellationToken.None);
        var large = _memory.AcquireAsync(60 * Kilo, CancellationToken.None).AsTask();

        Assert.True(_memory.AcquireAsync(MemoryShare.NoWaitBytes, CancellationToken.None).AsTask().IsCompleted);

        Assert.Equal(104 * Kilo, _memory.Used);
        _memory.Release(100 * Kilo);
        await large;
    }

    [Fact]
    public async Task Acquire_GivenUpAtAnyMoment_LosesNoByte()
    {
        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, async (turn, _) =>
        {
            using var impatient = new CancellationTokenSource();
            var acquired = _memory.AcquireAsync((5 + turn % 45) * Kilo, impatient.Token).AsTask();
            if (turn % 3 == 0)
                await impatient.CancelAsync();
            await acquired.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await Task.Yield();
            if (acquired.IsCompletedSuccessfully)
                _memory.Release((5 + turn % 45) * Kilo);
        });

        Assert.Equal(0, _memory.Used);
    }

    [Fact]
    public async Task Acquire_LargeOnesHoldTheirHalf_OrdinaryOnesGoOn()
    {
        var share = new RequestShare(100 * Kilo);
        Assert.True(share.AcquireAsync(64 * Kilo, CancellationToken.None).AsTask().IsCompleted);
        var second = share.AcquireAsync(16 * Kilo, CancellationToken.None).AsTask(); // would fit, but is large too
        Assert.False(second.IsCompleted);

        Assert.True(share.AcquireAsync(12 * Kilo, CancellationToken.None).AsTask().IsCompleted);
        share.Release(64 * Kilo);
        await second;
        share.Release(16 * Kilo);
        share.Release(12 * Kilo);

        Assert.Equal(0, share.Used);
    }

    [Fact]
    public async Task Acquire_LargeOneGivesUpBehindOrdinaryOnes_LeavesItsHalf()
    {
        var share = new RequestShare(100 * Kilo);
        for (var i = 0; i < 5; i++)
            await share.AcquireAsync(12 * Kilo, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var first = share.AcquireAsync(50 * Kilo, impatient.Token).AsTask();
        Assert.False(first.IsCompleted);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(share.AcquireAsync(40 * Kilo, CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Reserve_MoreThanAGibibyte_IsCountedWhole()
    {
        var share = new RequestShare(16L << 30);

        using (await Frame.ReserveAsync(share.MaxRequestBytes, share, CancellationToken.None))
            Assert.Equal(2L << 30, share.Used);

        Assert.Equal(0, share.Used);
    }

    [Theory]
    [InlineData(96 << 10, 48 << 10)]
    [InlineData(130 << 20, 64 << 20)] // 65 MiB would need a buffer of 128
    [InlineData(224 << 20, 112 << 20)]
    [InlineData(256 << 20, 128 << 20)]
    public async Task Reserve_TheLargestRequest_LeavesAQuarter(int limit, int largest)
    {
        var share = new RequestShare(limit);
        Assert.Equal(largest, share.MaxRequestBytes);

        using var frame = await Frame.ReserveAsync(largest, share, CancellationToken.None);

        Assert.InRange(share.Used, largest, limit / 4 * 3);
    }

    [Fact]
    public void Strangers_TakeAllTheyMay_LeaveTheRestToUsers()
    {
        var memory = new RequestMemory(new BrokerLimits { MaxRequestBytesInFlight = 800 * Kilo }, new SaslOptions());

        Assert.True(memory.Strangers.AcquireAsync(100 * Kilo, CancellationToken.None).AsTask().IsCompleted);
        Assert.False(memory.Strangers.AcquireAsync(50 * Kilo, CancellationToken.None).AsTask().IsCompleted);

        Assert.True(memory.Users.AcquireAsync(700 * Kilo, CancellationToken.None).AsTask().IsCompleted);
        Assert.False(memory.Users.AcquireAsync(50 * Kilo, CancellationToken.None).AsTask().IsCompleted);
        Assert.Equal(800 * Kilo, memory.Used);
    }
}
