using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>A registered instance and the time of its last renewal. Guarded by the lock of <see cref="LeaseTable"/>.</summary>
internal sealed class Lease(WireInstance instance, long renewedAt)
{
    // For the expiry: a timestamp of TimeProvider.GetTimestamp, which a change of the system's clock does not move.
    private long _renewedAt = renewedAt;

    // For display: Unix milliseconds.
    private long _renewedAtMilliseconds = instance.Lease.LastRenewalTimestamp;

    /// <summary>The instance as of its last change; a heartbeat changes only the lease.</summary>
    public WireInstance Instance => instance;

    /// <summary>The instance with the time of its last heartbeat.</summary>
    public WireInstance InstanceWithRenewal =>
        instance with { Lease = instance.Lease with { LastRenewalTimestamp = _renewedAtMilliseconds } };

    public bool HasExpired(TimeProvider clock) =>
        clock.GetElapsedTime(_renewedAt) > TimeSpan.FromSeconds(Math.Max(1, instance.Lease.DurationInSecs));

    public void Renew(TimeProvider clock)
    {
        _renewedAt = clock.GetTimestamp();
        _renewedAtMilliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Extends the lease by a time, but to no more than one whole duration from now.</summary>
    public void Extend(TimeSpan time, TimeProvider clock) =>
        _renewedAt = Math.Min(_renewedAt + (long)(time.TotalSeconds * clock.TimestampFrequency), clock.GetTimestamp());
}
