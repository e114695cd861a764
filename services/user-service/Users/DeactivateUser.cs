using Microsoft.AspNetCore.Http.HttpResults;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>DELETE /users/{userId}: the user can no longer log in or order. The data stays. Repeating the call is no error.</summary>
internal static class DeactivateUser
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid userId, UserDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var row = await db.LockRowAsync(db.Users.Where(u => u.UserId == userId), cancellationToken);
        if (row.Entity is not { } user)
            return GetUser.UserNotFound(userId);
        if (user.IsAdmin)
            return Problems.Create(403, ProblemCodes.Forbidden, "An admin cannot be deactivated: the system would be left without one.");

        if (user.Active)
        {
            user.Deactivate(clock.GetUtcNowToMicrosecond());
            await row.SaveAsync(cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
