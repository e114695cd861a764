using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;
using MsaSample.UserService.Tokens;

namespace MsaSample.UserService.Users;

/// <summary>
/// POST /login: answers a token, in the headers <c>token</c> and <c>userId</c> as in the Spring Cloud course, and in the body.
/// </summary>
internal static class LogIn
{
    public sealed record Request(
        [Required, StringLength(Limits.EmailLength)] string Email,
        [Required, StringLength(128)] string Password);

    public sealed record Response(string Token, Guid UserId, DateTimeOffset ExpiresAt);

    public static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Request request, HttpResponse http, UserDbContext db, Passwords passwords, TokenIssuer tokens, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(request.Email);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        if (!passwords.Matches(user, request.Password) || !user!.Active)
            return Problems.Create(401, ProblemCodes.LoginFailed, "The email address or the password is wrong.");

        var (token, expiresAt) = tokens.Issue(user);
        http.Headers["token"] = token;
        http.Headers["userId"] = user.UserId.ToString();
        http.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Response(token, user.UserId, expiresAt));
    }
}
