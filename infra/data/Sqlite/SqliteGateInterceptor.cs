using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// Holds the write gate for each EF transaction, from before BEGIN IMMEDIATE until after its end. A transaction that is disposed without
/// commit or rollback raises no event of its own, so the gate is also left when the connection closes.
/// </summary>
internal sealed class SqliteGateInterceptor(SqliteWriteGate gate) : DbTransactionInterceptor, IDbConnectionInterceptor
{
    private readonly ConcurrentDictionary<DbConnection, bool> _holders = new();

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        gate.Enter();
        return Begin(connection, eventData.IsolationLevel);
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        await gate.EnterAsync(cancellationToken);
        return Begin(connection, eventData.IsolationLevel);
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Leave(eventData.Context?.Database.GetDbConnection());

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context?.Database.GetDbConnection());
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) =>
        Leave(eventData.Context?.Database.GetDbConnection());

    public override Task TransactionRolledBackAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context?.Database.GetDbConnection());
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

    private InterceptionResult<DbTransaction> Begin(DbConnection connection, IsolationLevel isolation)
    {
        try
        {
            var transaction = connection.BeginTransaction(isolation);
            _holders[connection] = true;
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            gate.Leave();
            throw;
        }
    }

    private void Leave(DbConnection? connection)
    {
        if (connection is not null && _holders.TryRemove(connection, out _))
            gate.Leave();
    }
}
