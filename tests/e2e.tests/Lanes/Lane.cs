namespace MsaSample.EndToEnd.Tests;

/// <summary>One combination of database, broker and registry, with a system running on it; shared by all tests of a lane.</summary>
public abstract class Lane : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _servers = [];
    private OrderSystem? _system;
    private Storefront? _shop;

    /// <summary>Why this lane cannot run on this machine; null when it can.</summary>
    public abstract string? Unavailable { get; }

    /// <summary>The running system.</summary>
    public OrderSystem System => _system!;

    /// <summary>The system as its users see it.</summary>
    public Storefront Shop => _shop!;

    /// <summary>How many processes of order-service the lane runs.</summary>
    public int OrderServices { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Unavailable is not null) return;
        try
        {
            var options = await StartServersAsync();
            OrderServices = options.OrderServices;
            _system = await OrderSystem.StartAsync(options);
            _shop = new Storefront(_system.Gateway);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _shop?.Dispose();
        if (_system is not null) await _system.DisposeAsync();
        foreach (var server in Enumerable.Reverse(_servers)) await server.DisposeAsync();
        _servers.Clear();
    }

    /// <summary>Starts the servers that are not part of the system, and returns the options to start the system with them.</summary>
    protected abstract Task<OrderSystemOptions> StartServersAsync();

    /// <summary>Starts a server that is disposed with the lane.</summary>
    protected async Task<T> OwnAsync<T>(Task<T> starting) where T : IAsyncDisposable
    {
        var server = await starting;
        _servers.Add(server);
        return server;
    }
}
