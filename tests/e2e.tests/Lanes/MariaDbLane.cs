using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>MariaDB and the embedded broker, with two processes of order-service on one database.</summary>
public sealed class MariaDbLane : Lane
{
    public override string? Unavailable => Missing.MariaDb;

    protected override async Task<OrderSystemOptions> StartServersAsync() =>
        new() { Database = (await OwnAsync(MariaDbServer.StartAsync())).Url, OrderServices = 2 };
}
