using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MsaSample.Messaging.Outbox;

/// <summary>What was done to a context before its <c>SaveChanges</c>: cleaned up after a success, undone after a failure.</summary>
internal sealed class PendingSave
{
    private readonly ChangeTracker _tracker;
    private readonly bool _detectChanges;
    private readonly List<EntityEntry<OutboxMessage>> _rows = [];
    private readonly List<(IAggregate Aggregate, long Version)> _raised = [];

    public PendingSave(ChangeTracker tracker)
    {
        _tracker = tracker;
        _detectChanges = tracker.AutoDetectChangesEnabled;
        if (_detectChanges)
            tracker.DetectChanges();

        // Once is enough: the save would compare every tracked entity again.
        tracker.AutoDetectChangesEnabled = false;
    }

    public void Raised(IAggregate aggregate, long oldVersion) => _raised.Add((aggregate, oldVersion));

    public void Added(EntityEntry<OutboxMessage> row) => _rows.Add(row);

    public void Complete()
    {
        DetachRows();
        _tracker.AutoDetectChangesEnabled = _detectChanges;
    }

    public void Undo()
    {
        DetachRows();
        foreach (var (aggregate, version) in _raised)
            aggregate.Version = version;

        _tracker.AutoDetectChangesEnabled = _detectChanges;
    }

    private void DetachRows()
    {
        foreach (var row in _rows)
            row.State = EntityState.Detached;
    }
}
