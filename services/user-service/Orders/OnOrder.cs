using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts.Orders;
using MsaSample.Messaging;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Orders;

/// <summary>Any order event: the copy takes over what it tells.</summary>
internal sealed class OnOrder<TEvent>(UserDbContext db) : IEventHandler<TEvent>
    where TEvent : class, IOrderEvent
{
    public Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.OrderId).Distinct().ToList();
        return db.Orders.Where(o => ids.Contains(o.OrderId)).LoadAsync(cancellationToken);
    }

    public Task HandleAsync(TEvent e, CancellationToken cancellationToken)
    {
        if (db.Orders.Local.FindEntry(e.OrderId)?.Entity is { } known)
        {
            known.Apply(e);
            return Task.CompletedTask;
        }

        var copy = new OrderCopy();
        copy.Apply(e);
        db.Orders.Add(copy);
        return Task.CompletedTask;
    }
}
