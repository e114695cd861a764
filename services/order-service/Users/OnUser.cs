using MsaSample.Contracts.Users;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Users;

/// <summary>Any user event: copies whether the user is active.</summary>
internal sealed class OnUser<TEvent>(OrderDbContext db, EntityBatch<Guid, UserCopy> copies) : IEventHandler<TEvent>
    where TEvent : class, IUserEvent
{
    public Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.UserId).Distinct().ToList();
        return copies.LoadAsync(db.Users.Where(u => ids.Contains(u.UserId)), u => u.UserId, cancellationToken);
    }

    public void Apply(TEvent e)
    {
        var copy = copies.Find(e.UserId) ?? copies.Add(e.UserId, db.Users.Add(new UserCopy(e.UserId)).Entity);
        copy.Apply(active: e is not UserDeactivated, e.Version);
    }
}
