using MsaSample.Events;

namespace MsaSample.Messaging;

/// <summary>
/// An entity whose every saved change is published as an event. State and event go to the database in one <c>SaveChanges</c>, so neither
/// exists without the other, and no change can be forgotten.
/// </summary>
/// <remarks>
/// A change to a child entity alone is not published; change the root with it. An aggregate cannot be deleted (the save throws): make its
/// end a state, so that copies are told.
/// </remarks>
public interface IAggregate
{
    /// <summary>
    /// Number of saved changes, and the optimistic concurrency token: of two writers that read the same version, the second gets a
    /// <c>DbUpdateConcurrencyException</c>. The save raises it by one; do not set it.
    /// </summary>
    long Version { get; set; }

    /// <summary>
    /// The event with the new state. Called once per changed aggregate and <c>SaveChanges</c>, after <see cref="Version"/> was raised.
    /// Its type must be declared with <see cref="MessagingBuilder.Publishes{TEvent}"/>.
    /// </summary>
    IEvent ToEvent();
}
