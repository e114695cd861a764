namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// SQLite files and embedded parts, with a gateway timeout of two seconds and the default rate limit for log-ins.
/// </summary>
public sealed class ShortTimeoutLane : Lane
{
    public override string? Unavailable => null;

    protected override Task<OrderSystemOptions> StartServersAsync() => Task.FromResult(new OrderSystemOptions
    {
        Environment = new Dictionary<string, string> { ["MSA_Gateway__Timeout"] = "00:00:02" },
    });
}
