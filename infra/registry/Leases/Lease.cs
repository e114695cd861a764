using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>An instance's right to be listed, until it runs out. Guarded by the lock of <see cref="LeaseTable"/>.</summary>
internal sealed class Lease(WireInstance instance, long renewedAt)
{
    /// <summary>As of its last change; heartbeats do not make a new one.</summary>
    public WireInstance Instance { get; set; } = instance;

    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>, which no clock change moves) of the last sign of life.</summary>
    public long RenewedAt { get; set; } = renewedAt;

    /// <summary>Unix milliseconds of the last sign of life, for people.</summary>
    public long RenewedAtMilliseconds { get; set; } = instance.Lease.LastRenewalTimestamp;

    /// <summary>The instance with the time of its last heartbeat.</summary>
    public WireInstance Seen => Instance with { Lease = Instance.Lease with { LastRenewalTimestamp = RenewedAtMilliseconds } };

    public bool HasRunOut(TimeProvider clock) =>
        clock.GetElapsedTime(RenewedAt) > TimeSpan.FromSeconds(Math.Max(1, Instance.Lease.DurationInSecs));
}
