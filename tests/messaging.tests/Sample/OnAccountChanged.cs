using System.Collections.Concurrent;
using MsaSample.Data;

namespace MsaSample.Messaging.Tests.Sample;

/// <summary>Keeps the copy of an account; throws for the accounts that a test has named in <see cref="HandlerFaults"/>.</summary>
internal sealed class OnAccountChanged(SampleDbContext db, EntityBatch<string, AccountCopy> copies, HandlerFaults faults)
    : IEventHandler<AccountChanged>
{
    public Task LoadAsync(IReadOnlyList<AccountChanged> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.Id).Distinct().ToList();
        return copies.LoadAsync(db.Copies.Where(copy => ids.Contains(copy.Id)).ForUpdate(), copy => copy.Id, cancellationToken);
    }

    public void Apply(AccountChanged e)
    {
        faults.Throw(e.Id);
        var copy = copies.Find(e.Id) ?? copies.Add(e.Id, db.Copies.Add(new AccountCopy { Id = e.Id }).Entity);
        copy.Balance = e.Balance;
        copy.Applied++;
    }
}

/// <summary>The accounts for which the handler throws, and what it throws.</summary>
internal sealed class HandlerFaults
{
    private readonly ConcurrentDictionary<string, Func<Exception>> _faults = new();
    private int _thrown;

    public int Thrown => _thrown;

    public void Refuse(string id, Func<Exception>? exception = null) =>
        _faults[id] = exception ?? (() => new InvalidOperationException($"{id} is poison"));

    public void Repair(string id) => _faults.TryRemove(id, out _);

    public void Throw(string id)
    {
        if (!_faults.TryGetValue(id, out var exception))
            return;

        Interlocked.Increment(ref _thrown);
        throw exception();
    }
}
