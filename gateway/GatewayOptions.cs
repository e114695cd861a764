using System.ComponentModel.DataAnnotations;

namespace MsaSample.Gateway;

/// <summary>Section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    private static readonly string[] OwnServices = ["user-service", "catalog-service", "order-service"];

    /// <summary>Services with a route from the start, so that they answer 503 rather than 404 before they are up. Others get one when they register.</summary>
    public string[]? Services { get; set; }

    /// <summary>How long a service may stay silent before its call is answered with 504.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an instance that could not be reached is left out.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan LeaveOutFailing { get; set; } = TimeSpan.FromSeconds(5);

    public RateLimitOptions RateLimit { get; set; } = new();

    public IReadOnlyList<string> KnownServices => Services ?? OwnServices;
}

/// <summary>Section <c>Gateway:RateLimit</c>: token buckets per client address.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Calls per second in the long run; 0 = no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerSecond { get; set; } = 5000;

    /// <summary>Calls at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 5000;

    /// <summary>Log-ins per second in the long run; 0 = no limit.</summary>
    [Range(0, 1_000_000)]
    public int LoginPerSecond { get; set; } = 10;

    /// <summary>Log-ins at once.</summary>
    [Range(1, 1_000_000)]
    public int LoginBurst { get; set; } = 50;
}
