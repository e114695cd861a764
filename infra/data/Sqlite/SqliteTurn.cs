using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// One writer's turn at the <see cref="SqliteWriteGate"/>. It ends once: the first call counts, whichever way the transaction ended.
/// </summary>
internal sealed class SqliteTurn(SemaphoreSlim gate) : IDisposable
{
    private volatile SqliteTransaction? _transaction;
    private volatile bool _ending;
    private int _changesBefore;
    private int _ended;

    /// <summary>The transaction that the turn is for has begun.</summary>
    public void Begun(SqliteTransaction transaction)
    {
        _changesBefore = Changes(transaction);
        _transaction = transaction;
    }

    /// <summary>The caller is about to end the transaction, and then ends the turn in any case.</summary>
    public void Ending() => _ending = true;

    /// <summary>True when the transaction has changed at least one row.</summary>
    public bool HasWritten(SqliteTransaction transaction) => Changes(transaction) != _changesBefore;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            gate.Release();
    }

    /// <summary>Ends the turn if its transaction is over and nobody is about to end it.</summary>
    public void EndIfOver()
    {
        if (!_ending && _transaction is { } transaction && IsOver(transaction))
            Dispose();
    }

    private static bool IsOver(SqliteTransaction transaction)
    {
        try
        {
            return transaction.Connection?.Handle is not { } handle || raw.sqlite3_get_autocommit(handle) != 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static int Changes(SqliteTransaction transaction) => raw.sqlite3_total_changes(transaction.Connection!.Handle!);
}
