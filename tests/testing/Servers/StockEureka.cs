namespace MsaSample.Testing;

/// <summary>A stock Eureka server on loopback, from the installation that EUREKA_HOME names.</summary>
public sealed class StockEureka : IAsyncDisposable
{
    private readonly TempDirectory _directory = new("eureka");
    private readonly int _port = FreePort.Next();
    private ProgramUnderTest? _server;

    private StockEureka()
    {
    }

    /// <summary>The address in the form of the setting <c>Registry</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{_port}/eureka");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="settings">
    /// Properties such as <c>eureka.server.eviction-interval-timer-in-ms=1000</c>. Without any, its lists are up to 30 s old.
    /// </param>
    public static async Task<StockEureka> StartAsync(string[]? settings = null, CancellationToken ct = default)
    {
        var eureka = new StockEureka();
        try
        {
            var script = Path.Combine(Environment.GetEnvironmentVariable("EUREKA_HOME")!, "start");
            string[] arguments = [$"{eureka._port}", .. (settings ?? []).Select(setting => "--" + setting)];
            eureka._server = ProgramUnderTest.StartCommand("eureka", script, arguments, eureka._directory);
            await eureka.WaitUntilReadyAsync(ct);
            return eureka;
        }
        catch
        {
            await eureka.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _directory.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        await Eventually.True(
            "the stock Eureka server answers",
            async () =>
            {
                if (_server!.HasExited) throw new InvalidOperationException(_server.Tail());
                using var answer = await http.GetAsync(new Uri(Url + "/apps"), ct);
                return answer.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(120), ct: ct);
    }
}
