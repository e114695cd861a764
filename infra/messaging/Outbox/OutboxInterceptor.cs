using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MsaSample.Messaging.Outbox;

/// <summary>
/// Saves state and event together: before each save it raises the version of every added or modified aggregate and adds the outbox row of
/// its event to the same save. After the commit it wakes the relay.
/// </summary>
internal sealed class OutboxInterceptor(OutboxWriter writer, OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, PendingSave> _saves = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Begin(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Begin(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Complete(eventData.Context!);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Complete(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Undo(eventData.Context!);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Undo(eventData.Context!);
        return Task.CompletedTask;
    }

    public override void SaveChangesCanceled(DbContextEventData eventData) => Undo(eventData.Context!);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Undo(eventData.Context!);
        return Task.CompletedTask;
    }

    // It is not known whether the transaction wrote to the outbox. Waking the relay in vain costs one small query.
    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => signal.Set();

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        signal.Set();
        return Task.CompletedTask;
    }

    private void Begin(DbContext context)
    {
        // A transaction even for one row: its commit wakes the relay, and on SQLite its start waits for the write gate.
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

        var save = new PendingSave(context.ChangeTracker);
        _saves.AddOrUpdate(context, save);
        try
        {
            writer.AddEvents(context, save);
        }
        catch
        {
            Undo(context);
            throw;
        }
    }

    private void Complete(DbContext context)
    {
        if (_saves.TryGetValue(context, out var save) && _saves.Remove(context))
            save.Complete();
    }

    private void Undo(DbContext context)
    {
        if (_saves.TryGetValue(context, out var save) && _saves.Remove(context))
            save.Undo();
    }
}
