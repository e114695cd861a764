using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>A user may not log in or order any more. Tokens given out before stay valid until they expire.</summary>
public sealed record UserDeactivated(Guid UserId, string Email, string Name, string Role, long Version, DateTimeOffset At) : IUserEvent
{
    public static string Type => "user-deactivated.v1";

    public static EventTopic Topic => Topics.Users;

    string IEvent.Key => UserId.ToString();
}
