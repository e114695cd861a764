using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>A user has registered and can log in.</summary>
public sealed record UserRegistered(Guid UserId, string Email, string Name, string Role, long Version, DateTimeOffset At) : IUserEvent
{
    public static string Type => "user-registered.v1";

    public static EventTopic Topic => Topics.Users;

    string IEvent.Key => UserId.ToString();

    string? IEvent.FindDefect() => UserRules.FindDefect(this);
}
