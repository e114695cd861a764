using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// The queue of this process's writers to one SQLite file. SQLite lets one writer in at a time and makes the others poll with sleeps. A
/// queue is fair and adds no delay.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A gate lives as long as the process; its semaphore never makes a wait handle.")]
internal sealed class SqliteWriteGate
{
    private static readonly ConcurrentDictionary<string, SqliteWriteGate> Gates = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = new(1, 1);

    private SqliteWriteGate()
    {
    }

    public static SqliteWriteGate For(string file) => Gates.GetOrAdd(file, _ => new SqliteWriteGate());

    public Task EnterAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Enter() => _turn.Wait();

    public void Leave() => _turn.Release();
}
