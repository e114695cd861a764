using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// Holds the write gate for each EF transaction, from before BEGIN IMMEDIATE until after its end. Commit and rollback are done here, so
/// that the turn ends with them even when they fail. A transaction that is disposed without either raises no event of its own; its turn
/// ends when the connection closes.
/// </summary>
internal sealed class SqliteGateInterceptor(SqliteWriteGate gate)
    : DbTransactionInterceptor, IDbConnectionInterceptor, IDbCommandInterceptor
{
    private readonly ConcurrentDictionary<DbConnection, SqliteTurn> _turns = new();

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        Begin(connection, eventData.IsolationLevel, gate.Enter());

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default) =>
        Begin(connection, eventData.IsolationLevel, await gate.EnterAsync(cancellationToken));

    public override InterceptionResult TransactionCommitting(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        Commit((SqliteTransaction)transaction);
        return InterceptionResult.Suppress();
    }

    // Microsoft.Data.Sqlite has no asynchronous execution.
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionCommitting(transaction, eventData, result));

    public override InterceptionResult TransactionRollingBack(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        RollBack((SqliteTransaction)transaction);
        return InterceptionResult.Suppress();
    }

    public override ValueTask<InterceptionResult> TransactionRollingBackAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionRollingBack(transaction, eventData, result));

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => gate.Note(eventData.Exception);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        gate.Note(eventData.Exception);
        return Task.CompletedTask;
    }

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    private InterceptionResult<DbTransaction> Begin(DbConnection connection, IsolationLevel isolation, SqliteTurn turn)
    {
        try
        {
            var transaction = ((SqliteConnection)connection).BeginTransaction(isolation);
            turn.Begun(transaction);
            _turns[connection] = turn;
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch (Exception exception)
        {
            turn.Dispose();
            gate.Note(exception);
            throw;
        }
    }

    private void Commit(SqliteTransaction transaction)
    {
        using var turn = TakeTurn(transaction);
        var hasWritten = turn?.HasWritten(transaction) ?? false;
        try
        {
            transaction.Commit();
            if (hasWritten)
                gate.NoteWrite();
        }
        catch (Exception exception)
        {
            gate.Note(exception);
            EndRolledBack(transaction);
            throw;
        }
    }

    private void RollBack(SqliteTransaction transaction)
    {
        using var turn = TakeTurn(transaction);
        EndRolledBack(transaction);
    }

    private SqliteTurn? TakeTurn(SqliteTransaction transaction)
    {
        if (transaction.Connection is not { } connection || !_turns.TryRemove(connection, out var turn))
            return null;

        turn.Ending();
        return turn;
    }

    /// <summary>
    /// Rolls back, so that the transaction is over for EF too. SQLite has often done so by itself, when a disk is full for example, and
    /// then refuses ROLLBACK; that refusal must not hide why.
    /// </summary>
    private static void EndRolledBack(SqliteTransaction transaction)
    {
        if (transaction.Connection is not { Handle: { } handle })
            return;

        try
        {
            transaction.Rollback();
        }
        catch (SqliteException) when (raw.sqlite3_get_autocommit(handle) != 0)
        {
            // There is no transaction any more, and Microsoft.Data.Sqlite has ended its own too.
            return;
        }
    }

    private void Leave(DbConnection connection)
    {
        if (_turns.TryRemove(connection, out var turn))
            turn.Dispose();
    }
}
