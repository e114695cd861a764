using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>PATCH /users/{userId}: changes the name.</summary>
internal static class RenameUser
{
    public sealed record Request([Required, StringLength(100, MinimumLength = 2), PlainText] string Name);

    public static async Task<Results<Ok<ListUsers.Response>, ProblemHttpResult>> HandleAsync(
        Guid userId, Request request, UserDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await db.Users.Where(u => u.UserId == userId).ForUpdate().SingleOrDefaultAsync(cancellationToken);
        if (user is not { Active: true })
            return GetUser.UserNotFound(userId);

        user.Rename(request.Name, clock.GetUtcNowToMicrosecond());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new ListUsers.Response(user.Email, user.Name, user.UserId, user.Active));
    }
}
