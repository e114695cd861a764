using MsaSample.Events;

namespace MsaSample.Contracts.Users;

/// <summary>What the fields that all user events share may hold.</summary>
internal static class UserRules
{
    public static string? FindDefect(IUserEvent e) =>
        EventRules.Id(e.UserId)
        ?? EventRules.Text(e.Email, Limits.EmailLength)
        ?? EventRules.Text(e.Name, Limits.NameLength)
        ?? EventRules.Text(e.Role, Limits.RoleLength)
        ?? EventRules.Time(e.At);
}
