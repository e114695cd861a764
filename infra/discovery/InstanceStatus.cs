namespace MsaSample.Discovery;

/// <summary>
/// The status that an instance reports, or that an operator set. Eureka's names are UP, DOWN, STARTING, OUT_OF_SERVICE and UNKNOWN.
/// </summary>
public enum InstanceStatus
{
    Unknown,
    Up,
    Down,
    Starting,
    OutOfService,
}

/// <summary>The names of <see cref="InstanceStatus"/> in the protocol.</summary>
public static class InstanceStatusNames
{
    /// <summary>The name in the protocol, for example OUT_OF_SERVICE.</summary>
    public static string ToWire(this InstanceStatus status) => status switch
    {
        InstanceStatus.Up => "UP",
        InstanceStatus.Down => "DOWN",
        InstanceStatus.Starting => "STARTING",
        InstanceStatus.OutOfService => "OUT_OF_SERVICE",
        _ => "UNKNOWN",
    };

    /// <summary>Reads a name in any case; false for a name that Eureka does not know.</summary>
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
