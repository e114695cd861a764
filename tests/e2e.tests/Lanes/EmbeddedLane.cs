namespace MsaSample.EndToEnd.Tests;

/// <summary>SQLite files, the embedded broker, the embedded registry: what a newcomer starts.</summary>
public sealed class EmbeddedLane : Lane
{
    public override string? Unavailable => null;

    protected override Task<OrderSystemOptions> StartServersAsync() => Task.FromResult(new OrderSystemOptions());
}
