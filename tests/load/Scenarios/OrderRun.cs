using System.Collections.Concurrent;
using System.Diagnostics;
using MsaSample.Load.Measuring;
using MsaSample.Load.Target;

namespace MsaSample.Load.Scenarios;

/// <summary>Sends orders and keeps the measurements.</summary>
internal sealed class OrderRun(Shop shop, IReadOnlyList<Customer> customers, IReadOnlyList<string> products)
{
    // In a closed loop the wait for the final status is measured on a sample, so that the polling does not become the load.
    private const int SampleEvery = 100;

    private readonly ConcurrentDictionary<string, int> _errors = new();
    private int _accepted;
    private int _failed;

    public IReadOnlyList<Customer> Customers => customers;

    public IReadOnlyList<string> Products => products;

    public Latencies Post { get; private set; } = new();

    public Latencies Final { get; private set; } = new();

    public int Accepted => _accepted;

    public int Failed => _failed;

    /// <summary>Error texts of refused or failed orders, with their count.</summary>
    public IEnumerable<KeyValuePair<string, int>> Errors => _errors;

    /// <summary>Discards the measurements of the warm-up.</summary>
    public void Reset()
    {
        (Post, Final, _accepted, _failed) = (new Latencies(), new Latencies(), 0, 0);
        _errors.Clear();
    }

    /// <summary>Sends on schedule regardless of the answers; latency counts from the moment an order was due.</summary>
    public async Task OpenLoopAsync(int rate, TimeSpan length, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var open = new List<Task>();
        for (var i = 0; i < rate * length.TotalSeconds; i++)
        {
            var due = start + (long)(i * (double)Stopwatch.Frequency / rate);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, TimeProvider.System, ct);
            open.Add(OrderAsync(i, Math.Max(due, start), followToFinal: true, ct));
        }
        await Task.WhenAll(open);
    }

    /// <summary>Each customer sends its next order as soon as its last one was answered.</summary>
    public Task ClosedLoopAsync(TimeSpan length, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        return Task.WhenAll(customers.Select(async (_, customer) =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(start) < length; i++)
                await OrderAsync(customer + (i * customers.Count), Stopwatch.GetTimestamp(), i % SampleEvery == 0, ct);
        }));
    }

    /// <summary>Waits until no customer has a PENDING order and returns how many orders have which status.</summary>
    public async Task<Dictionary<string, int>> WaitUntilAllFinalAsync(CancellationToken ct)
    {
        var pause = TimeSpan.FromMilliseconds(50);
        var total = new Dictionary<string, int>();
        foreach (var customer in customers)
        {
            var counts = await shop.CountByStatusAsync(customer, ct);
            while (counts.ContainsKey("PENDING"))
            {
                await Task.Delay(pause, TimeProvider.System, ct);
                counts = await shop.CountByStatusAsync(customer, ct);
            }
            foreach (var (status, count) in counts) total[status] = total.GetValueOrDefault(status) + count;
        }
        return total;
    }

    private async Task OrderAsync(int number, long from, bool followToFinal, CancellationToken ct)
    {
        var customer = customers[number % customers.Count];
        try
        {
            var order = await shop.PlaceOrderAsync(customer, products[number % products.Count], ct);
            Post.Add(Stopwatch.GetElapsedTime(from));
            Interlocked.Increment(ref _accepted);
            if (!followToFinal) return;
            await shop.WaitUntilFinalAsync(customer, order, ct);
            Final.Add(Stopwatch.GetElapsedTime(from));
        }
        catch (HttpRequestException e)
        {
            Interlocked.Increment(ref _failed);
            _errors.AddOrUpdate(e.Message, 1, (_, count) => count + 1);
        }
    }
}
