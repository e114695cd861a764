namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// SQLite files and embedded parts behind a gateway that waits two seconds for a service and has its default limit for log-ins.
/// </summary>
public sealed class ImpatientLane : Lane
{
    public override string? Unavailable => null;

    protected override Task<OrderSystemOptions> StartServersAsync() => Task.FromResult(new OrderSystemOptions
    {
        Environment = new Dictionary<string, string> { ["Gateway__Timeout"] = "00:00:02" },
    });
}
