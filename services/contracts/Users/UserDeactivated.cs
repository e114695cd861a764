using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>A user can no longer log in or order. Tokens issued before stay valid until they expire.</summary>
public sealed record UserDeactivated(Guid UserId, string Email, string Name, string Role, long Version, DateTimeOffset At) : IUserEvent
{
    public static string Type => "user-deactivated.v1";

    public static EventTopic Topic => Topics.Users;

    string IEvent.Key => UserId.ToString();

    string? IEvent.FindDefect() => UserRules.FindDefect(this);
}
