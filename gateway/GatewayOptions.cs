using System.ComponentModel.DataAnnotations;

namespace MsaSample.Gateway;

/// <summary>The settings of the section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// Services with a route from the start, so that calls to them are answered with 503 rather than 404 before they have registered.
    /// The gateway is ready when each has registered once. The launcher and docker-compose.yml name them; others get a route when they
    /// register.
    /// </summary>
    public string[] Services { get; set; } = [];

    /// <summary>How long a service may send nothing before the call is answered with 504.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an instance that could not be reached gets no requests.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ReactivationPeriod { get; set; } = TimeSpan.FromSeconds(5);

    public RateLimitOptions RateLimit { get; set; } = new();
}

/// <summary>The settings of the section <c>Gateway:RateLimit</c>: token buckets, one of each kind per client address.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>How many calls per second refill the bucket; 0 = no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerSecond { get; set; } = 5000;

    /// <summary>How many calls a full bucket holds.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 5000;

    /// <summary>How many log-ins per second refill the bucket; 0 = no limit.</summary>
    [Range(0, 1_000_000)]
    public int LoginPerSecond { get; set; } = 10;

    /// <summary>How many log-ins a full bucket holds.</summary>
    [Range(1, 1_000_000)]
    public int LoginBurst { get; set; } = 50;
}
