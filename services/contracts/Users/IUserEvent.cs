using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>The fields that every event about a user has: all that other services may know about the user.</summary>
public interface IUserEvent : IEvent
{
    Guid UserId { get; }

    string Email { get; }

    string Name { get; }

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    string Role { get; }

    /// <summary>When the user was changed.</summary>
    DateTimeOffset At { get; }
}
