using Microsoft.Extensions.Time.Testing;
using MsaSample.Discovery;
using MsaSample.Registry.Leases;

namespace MsaSample.Infra.Tests.Registry;

public sealed class LeaseTableTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LeaseTable _leases;

    public LeaseTableTests() => _leases = new LeaseTable(_clock);

    [Fact]
    public void Sweep_LeaseWithoutHeartbeat_RemovesItAfterOneDuration()
    {
        _leases.Register(Instances.Of("a", "1", leaseSeconds: 15));

        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Empty(_leases.Sweep());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_leases.Sweep());
        Assert.Empty(_leases.Current.Instances);
    }

    [Fact]
    public void Renew_InTime_ProlongsByOneDurationOnly()
    {
        _leases.Register(Instances.Of("a", "1", leaseSeconds: 15));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_leases.Renew("A", "1", null));

        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(_leases.Sweep());

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(_leases.Sweep());
    }

    [Fact]
    public void Renew_NothingChanged_KeepsTheVersion()
    {
        _leases.Register(Instances.Of("a", "1"));
        var before = _leases.Current;

        _leases.Renew("A", "1", null);

        Assert.Same(before, _leases.Current);
    }

    [Fact]
    public void Renew_InstanceChangedSince_AsksForANewRegistration()
    {
        _leases.Register(Instances.Of("a", "1") with { LastDirtyTimestamp = 100 });

        Assert.True(_leases.Renew("A", "1", 100));
        Assert.False(_leases.Renew("A", "1", 101));
        Assert.False(_leases.Renew("A", "2", 100));
    }

    [Fact]
    public void Register_OlderThanTheStoredOne_KeepsTheStoredOne()
    {
        _leases.Register(Instances.Of("a", "1") with { LastDirtyTimestamp = 100, HostName = "new" });

        _leases.Register(Instances.Of("a", "1") with { LastDirtyTimestamp = 99, HostName = "old" });

        Assert.Equal("new", _leases.Find("A", "1")!.HostName);
    }

    [Fact]
    public void SetStatus_OutOfService_OutlastsANewRegistration()
    {
        _leases.Register(Instances.Of("a", "1"));

        Assert.True(_leases.SetStatus("A", "1", InstanceStatus.OutOfService, null));
        _leases.Register(Instances.Of("a", "1"));

        Assert.Equal(InstanceStatus.OutOfService, _leases.Find("A", "1")!.Status);
    }

    [Fact]
    public void ClearStatus_WithoutValue_MakesTheInstanceRegisterAgain()
    {
        _leases.Register(Instances.Of("a", "1"));
        _leases.SetStatus("A", "1", InstanceStatus.OutOfService, null);

        Assert.True(_leases.ClearStatus("A", "1", InstanceStatus.Unknown, null));
        Assert.False(_leases.Renew("A", "1", null));

        _leases.Register(Instances.Of("a", "1"));
        Assert.Equal(InstanceStatus.Up, _leases.Find("A", "1")!.Status);
    }

    [Fact]
    public void Delta_ChangesOlderThanTheWindow_AreLeftOut()
    {
        _leases.Register(Instances.Of("a", "1"));
        _clock.Advance(RegistryHistory.DeltaRetention + TimeSpan.FromSeconds(1));
        _leases.Register(Instances.Of("a", "2"));

        var delta = _leases.Current.Delta(_clock.GetUtcNow() - RegistryHistory.DeltaRetention, seen: null);

        Assert.Equal("2", Assert.Single(Assert.Single(delta.Applications).Instances).InstanceId);
        Assert.Equal("UP_2_", delta.HashCode);
    }

    [Fact]
    public void ExtendAll_AfterASuspension_RemovesNoInstance()
    {
        _leases.Register(Instances.Of("a", "1", leaseSeconds: 15));
        _clock.Advance(TimeSpan.FromMinutes(10));

        _leases.ExtendAll(TimeSpan.FromMinutes(10));

        Assert.Empty(_leases.Sweep());
    }

    [Fact]
    public void ExtendAll_RegisteredJustBefore_GivesNoMoreThanOneLease()
    {
        _clock.Advance(TimeSpan.FromMinutes(10));
        _leases.Register(Instances.Of("a", "1", leaseSeconds: 15));

        _leases.ExtendAll(TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromSeconds(16));

        Assert.Single(_leases.Sweep());
    }
}
