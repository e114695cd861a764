using System.Diagnostics.CodeAnalysis;
using MsaSample.Data;
using MsaSample.Events;

namespace MsaSample.Messaging;

/// <summary>
/// Applies one type of event to this service's database. Created per batch from the batch's scope, so it can take the service's
/// <c>DbContext</c> in its constructor; that context is inside the transaction that also moves the offset and the inbox.
/// </summary>
/// <remarks>
/// Change tracked entities only. Never call <c>SaveChanges</c> or begin a transaction: the consumer saves once per batch.
/// The same event is not applied twice, but after a restore or a gap an event may meet state that already moved on: decide by state.
/// An exception is retried, and after some attempts the event is put aside with all later events of its key (see the README).
/// </remarks>
/// <typeparam name="TEvent">The event it handles.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It handles an event of the domain; the field calls that an event handler.")]
public interface IEventHandler<TEvent>
    where TEvent : IEvent
{
    /// <summary>
    /// Called once per batch, before any <see cref="HandleAsync"/>: load what the whole batch needs in one query, and lock it with
    /// <see cref="RowLocks.ForUpdate{T}"/> if another instance may change it at the same time. Does nothing unless implemented.
    /// </summary>
    /// <param name="events">The batch's events of this type, in order.</param>
    /// <param name="cancellationToken">Cancelled when the service stops. A lost partition does not cancel: the commit is refused instead.</param>
    Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Applies one event. Called in the order of the partition.</summary>
    /// <param name="e">The event.</param>
    /// <param name="cancellationToken">Cancelled when the service stops. A lost partition does not cancel: the commit is refused instead.</param>
    Task HandleAsync(TEvent e, CancellationToken cancellationToken);
}
