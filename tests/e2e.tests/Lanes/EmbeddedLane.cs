namespace MsaSample.EndToEnd.Tests;

/// <summary>SQLite files, the embedded broker and the embedded registry: the launcher's defaults.</summary>
public sealed class EmbeddedLane : Lane
{
    public override string? Unavailable => null;

    protected override Task<OrderSystemOptions> StartServersAsync() => Task.FromResult(new OrderSystemOptions());
}
