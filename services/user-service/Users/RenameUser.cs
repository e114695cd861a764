using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MsaSample.Contracts;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>PATCH /users/{userId}: changes the name.</summary>
internal static class RenameUser
{
    public sealed record Request([Required, StringLength(Limits.NameLength, MinimumLength = 2), PlainText] string Name);

    public static async Task<Results<Ok<ListUsers.Response>, ProblemHttpResult>> HandleAsync(
        Guid userId, Request request, UserDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var row = await db.LockRowAsync(db.Users.Where(u => u.UserId == userId), cancellationToken);
        if (row.Entity is not { Active: true } user)
            return GetUser.UserNotFound(userId);

        user.Rename(request.Name, clock.GetUtcNowToMicrosecond());
        await row.SaveAsync(cancellationToken);
        return TypedResults.Ok(new ListUsers.Response(user.Email, user.Name, user.UserId, user.Active));
    }
}
