using MsaSample.Discovery;

namespace MsaSample.Infra.Tests.Discovery;

public sealed class ServiceRegistryTests
{
    private readonly ServiceRegistry _registry = new();

    [Fact]
    public void Publish_InstanceAdded_FiresOnlyTheTokensOfItsService()
    {
        var (user, order, any) = (
            _registry.GetChangeToken("user-service"), _registry.GetChangeToken("Order-Service"), _registry.GetChangeToken());

        _registry.Publish(Snapshot(("ORDER-SERVICE", "1")));

        Assert.Equal((false, true, true), (user.HasChanged, order.HasChanged, any.HasChanged));
    }

    [Fact]
    public void Publish_SameAgain_FiresNothing()
    {
        _registry.Publish(Snapshot(("a", "1"), ("a", "2")));
        var (one, any) = (_registry.GetChangeToken("a"), _registry.GetChangeToken());

        _registry.Publish(Snapshot(("a", "2"), ("a", "1")));

        Assert.Equal((false, false), (one.HasChanged, any.HasChanged));
    }

    [Fact]
    public void Publish_ListenerReadsCurrent_SeesTheNewList()
    {
        var seen = -1;
        _registry.GetChangeToken("a").RegisterChangeCallback(_ => seen = _registry.Current.Up("A").Count, null);

        _registry.Publish(Snapshot(("a", "1")));

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Up_OtherStatuses_AreLeftOut()
    {
        var down = new ServiceInstance("1", new Uri("http://h:1"), InstanceStatus.Down, new Dictionary<string, string>());
        var snapshot = new RegistrySnapshot([("A", down), ("A", down with { InstanceId = "2", Status = InstanceStatus.Up })]);

        Assert.Equal(2, snapshot.Instances("a").Count);
        Assert.Equal("2", Assert.Single(snapshot.Up("a")).InstanceId);
        Assert.Empty(snapshot.Up("b"));
    }

    private static RegistrySnapshot Snapshot(params (string Service, string Id)[] instances) =>
        new(
            instances.Select(
                i => (i.Service, new ServiceInstance(i.Id, new Uri("http://h:1"), InstanceStatus.Up, new Dictionary<string, string>()))));
}
