using Microsoft.Extensions.Time.Testing;
using MsaSample.Discovery;
using MsaSample.Discovery.Client;
using MsaSample.Registry.Leases;

namespace MsaSample.Infra.Tests.Registry;

/// <summary>After any changes of the registry, a copy kept up to date by deltas alone equals it.</summary>
public sealed class DeltaPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Apply_DeltasOfRandomChanges_KeepsTheCopyEqual(int seed)
    {
        var random = new Random(seed);
        var clock = new FakeTimeProvider();
        var leases = new LeaseTable(clock);
        var copy = new KnownApps(clock, TimeSpan.FromSeconds(15));
        copy.Replace(leases.Current.Full, afterOutage: false);
        var seen = leases.Current.Version;

        for (var round = 0; round < 300; round++)
        {
            for (var change = random.Next(4); change > 0; change--)
                ChangeAnything(leases, random);
            clock.Advance(TimeSpan.FromSeconds(random.Next(5)));
            leases.Sweep();

            // Some deltas are for a client that sends its version; the others repeat changes.
            var delta = leases.Current.Delta(clock.GetUtcNow() - RegistryHistory.DeltaRetention, random.Next(2) == 0 ? seen : null);
            Assert.True(copy.Apply(delta), $"seed {seed}, round {round}: {copy.Hash} is not {delta.HashCode}");
            seen = leases.Current.Version;
            Assert.Equal(Names(leases), Names(copy));
        }
    }

    private static void ChangeAnything(LeaseTable leases, Random random)
    {
        var (app, id) = ($"APP-{random.Next(3)}", $"{random.Next(4)}");
        var status = (InstanceStatus)random.Next(1, 5);
        switch (random.Next(6))
        {
            case 0 or 1 or 2:
                leases.Register(Instances.Of(app, id, leaseSeconds: random.Next(5, 60), status));
                break;
            case 3:
                leases.Cancel(app, id);
                break;
            case 4:
                leases.SetStatus(app, id, status, null);
                break;
            default:
                leases.ClearStatus(app, id, InstanceStatus.Up, null);
                break;
        }
    }

    private static string Names(LeaseTable leases) =>
        string.Join(' ', leases.Current.Instances.Select(i => $"{i.App.ToLowerInvariant()}/{i.InstanceId}").Order(StringComparer.Ordinal));

    private static string Names(KnownApps copy)
    {
        var snapshot = copy.ToSnapshot(onlyUp: false);
        return string.Join(
            ' ', snapshot.Services.SelectMany(s => snapshot.Instances(s).Select(i => $"{s}/{i.InstanceId}")).Order(StringComparer.Ordinal));
    }
}
