using MsaSample.Contracts.Orders;
using MsaSample.Messaging;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Orders;

/// <summary>Any order event: copies the order's state.</summary>
internal sealed class OnOrder<TEvent>(UserDbContext db, EntityBatch<Guid, OrderCopy> copies) : IEventHandler<TEvent>
    where TEvent : class, IOrderEvent
{
    public Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.OrderId).Distinct().ToList();
        return copies.LoadAsync(db.Orders.Where(o => ids.Contains(o.OrderId)), o => o.OrderId, cancellationToken);
    }

    public void Apply(TEvent e)
    {
        if (copies.Find(e.OrderId) is { } known)
        {
            known.Apply(e);
            return;
        }

        var copy = new OrderCopy();
        copy.Apply(e);
        db.Orders.Add(copy);
        copies.Add(e.OrderId, copy);
    }
}
