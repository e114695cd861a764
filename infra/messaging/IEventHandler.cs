using System.Diagnostics.CodeAnalysis;
using MsaSample.Data;
using MsaSample.Events;

namespace MsaSample.Messaging;

/// <summary>
/// Applies one type of event to this service's database. Created once per batch in the batch's scope, so it can take the service's
/// <c>DbContext</c> in its constructor. That context is inside the transaction that also moves the offset and the inbox.
/// </summary>
/// <remarks>
/// An event is not applied twice, but after a restore or a gap it may meet state that has already moved on: decide by the state.
/// An event whose handler throws is tried again. After some attempts it becomes a dead letter, with all later events of its key (see the
/// README).
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It handles an event of the domain; the field calls that an event handler.")]
public interface IEventHandler<TEvent>
    where TEvent : IEvent
{
    /// <summary>
    /// Called once per batch, before any <see cref="Apply"/>, with the batch's events of this type in order. Load what they need with one
    /// query (see <see cref="EntityBatch{TKey, TEntity}"/>), and lock it with <see cref="RowLocks.ForUpdate{T}"/> if another instance may
    /// change it at the same time. Does nothing unless implemented.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the service stops. Losing the partition does not cancel it: the commit is refused
    /// instead.</param>
    Task LoadAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Applies one event by changing tracked entities and by adding new ones to the context. Called in the order of the partition. The
    /// batch is saved once, after its last event, and EF looks for changes only then: queries and <c>Entry</c> do not see what was changed
    /// before.
    /// </summary>
    void Apply(TEvent e);
}
