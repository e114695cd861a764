using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>DELETE /users/{userId}: the user can no longer log in or order. His data stays, and doing it twice is no error.</summary>
internal static class DeactivateUser
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid userId, UserDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await db.Users.Where(u => u.UserId == userId).ForUpdate().SingleOrDefaultAsync(cancellationToken);
        if (user is null)
            return GetUser.UserNotFound(userId);
        if (user.IsAdmin)
            return Problems.Create(403, ProblemCodes.Forbidden, "An admin cannot be deactivated: the system would be without one.");

        if (user.Active)
        {
            user.Deactivate(clock.GetUtcNowToMicrosecond());
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
