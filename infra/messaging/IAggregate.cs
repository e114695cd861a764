using MsaSample.Events;

namespace MsaSample.Messaging;

/// <summary>
/// An entity whose every saved change is published. State changed means event written: both go to the database in one
/// <c>SaveChanges</c>, so neither can exist without the other, and a change cannot be forgotten.
/// </summary>
/// <remarks>
/// A change to a child entity alone is not seen; change the root with it. An aggregate is never deleted (saving that throws):
/// record the end of its life as a state, so that copies learn of it.
/// </remarks>
public interface IAggregate
{
    /// <summary>
    /// Number of saved changes, and the optimistic concurrency token: of two writers that read the same version, the second gets
    /// <c>DbUpdateConcurrencyException</c>. Set by the save interceptor to old + 1; do not set it yourself.
    /// </summary>
    long Version { get; set; }

    /// <summary>
    /// The event that tells the new state. Called once per changed aggregate per <c>SaveChanges</c>, after <see cref="Version"/> was raised.
    /// Its type must be declared with <see cref="MessagingBuilder.Publishes{TEvent}"/>.
    /// </summary>
    IEvent ToEvent();
}
