using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>What every event about a user tells: all that other services may know of him.</summary>
public interface IUserEvent : IEvent
{
    Guid UserId { get; }

    string Email { get; }

    string Name { get; }

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    string Role { get; }

    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }
}
