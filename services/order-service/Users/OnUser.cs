using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts.Users;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Users;

/// <summary>Any user event: the copy learns whether the user is active.</summary>
internal sealed class OnUser<TEvent>(OrderDbContext db) : IEventHandler<TEvent>
    where TEvent : class, IUserEvent
{
    public Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.UserId).Distinct().ToList();
        return db.Users.Where(u => ids.Contains(u.UserId)).LoadAsync(cancellationToken);
    }

    public Task HandleAsync(TEvent e, CancellationToken cancellationToken)
    {
        var copy = db.Users.Local.FindEntry(e.UserId)?.Entity ?? db.Users.Add(new UserCopy(e.UserId)).Entity;
        copy.Apply(active: e is not UserDeactivated, e.Version);
        return Task.CompletedTask;
    }
}
