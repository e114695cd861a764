using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>A user was changed and is active.</summary>
public sealed record UserChanged(Guid UserId, string Email, string Name, string Role, long Version, DateTimeOffset At) : IUserEvent
{
    public static string Type => "user-changed.v1";

    public static EventTopic Topic => Topics.Users;

    string IEvent.Key => UserId.ToString();

    string? IEvent.FindDefect() => UserRules.FindDefect(this);
}
