namespace MsaSample.Discovery;

/// <summary>What an instance says of itself, or was told to be. Wire names as in Eureka: UP, DOWN, STARTING, OUT_OF_SERVICE, UNKNOWN.</summary>
public enum InstanceStatus
{
    Unknown,
    Up,
    Down,
    Starting,
    OutOfService,
}

/// <summary>The wire names of <see cref="InstanceStatus"/>.</summary>
public static class InstanceStatusNames
{
    /// <summary>The name Eureka writes, e.g. OUT_OF_SERVICE.</summary>
    public static string ToWire(this InstanceStatus status) => status switch
    {
        InstanceStatus.Up => "UP",
        InstanceStatus.Down => "DOWN",
        InstanceStatus.Starting => "STARTING",
        InstanceStatus.OutOfService => "OUT_OF_SERVICE",
        _ => "UNKNOWN",
    };

    /// <summary>Reads a wire name in any case; false for a name Eureka does not know.</summary>
    public static bool TryParse(string? name, out InstanceStatus status)
    {
        InstanceStatus? found = name?.ToUpperInvariant() switch
        {
            "UP" => InstanceStatus.Up,
            "DOWN" => InstanceStatus.Down,
            "STARTING" => InstanceStatus.Starting,
            "OUT_OF_SERVICE" => InstanceStatus.OutOfService,
            "UNKNOWN" => InstanceStatus.Unknown,
            _ => null,
        };
        status = found ?? InstanceStatus.Unknown;
        return found is not null;
    }
}
