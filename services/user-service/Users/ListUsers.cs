using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>GET /users: all users in the order of their registration, page by page.</summary>
internal static class ListUsers
{
    public sealed record Response(string Email, string Name, Guid UserId, bool Active);

    public static async Task<Ok<IReadOnlyList<Response>>> HandleAsync(
        HttpContext http,
        UserDbContext db,
        CancellationToken cancellationToken,
        [Range(0, Paging.MaxPage)] int page = 0,
        [Range(1, Paging.MaxSize)] int size = Paging.DefaultSize)
    {
        var rows = await db.Users.AsNoTracking()
            .OrderBy(u => u.UserId)
            .Skip(page * size)
            .Take(size + 1)
            .Select(u => new Response(u.Email, u.Name, u.UserId, u.Active))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows, http, page, size));
    }
}
