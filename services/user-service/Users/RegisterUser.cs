using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>POST /users: registers a user; no token is needed.</summary>
internal static class RegisterUser
{
    private const string EmailForm = @"[^@\s\p{C}]+@[^@\s\p{C}]+";
    private const string EmailMessage = "The field {0} must be an email address.";

    public sealed record Request(
        [Required, StringLength(Limits.EmailLength, MinimumLength = 3), RegularExpression(EmailForm, ErrorMessage = EmailMessage)]
        string Email,
        [Required, StringLength(Limits.NameLength, MinimumLength = 2), PlainText] string Name,
        [Required, StringLength(128, MinimumLength = 8)] string Pwd);

    public sealed record Response(string Email, string Name, Guid UserId);

    public static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, HttpRequest http, UserDbContext db, Passwords passwords, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(db, request.Email, cancellationToken))
            return EmailTaken();

        var user = User.Register(request.Email, request.Name, TokenRules.UserRole, clock.GetUtcNowToMicrosecond());
        passwords.Set(user, request.Pwd);
        db.Users.Add(user);
        if (!await db.TrySaveAsync(() => IsTakenAsync(db, request.Email, cancellationToken), cancellationToken))
            return EmailTaken();

        return TypedResults.Created(
            $"{ForwardedPrefix.Of(http)}/users/{user.UserId}", new Response(user.Email, user.Name, user.UserId));
    }

    private static Task<bool> IsTakenAsync(UserDbContext db, string email, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(email);
        return db.Users.AnyAsync(u => u.NormalizedEmail == normalized, cancellationToken);
    }

    private static ProblemHttpResult EmailTaken() =>
        Problems.Create(409, ProblemCodes.EmailTaken, "A user with this email address already exists.");
}
