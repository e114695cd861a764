using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Pages of a JSON array: <c>?page=0&amp;size=100</c> asks for one, and a Link header (RFC 8288) has the address of the next.
/// </summary>
public static class Paging
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1000;

    /// <summary>Keeps page × size within an int.</summary>
    public const int MaxPage = 1_000_000;

    /// <summary>
    /// Returns the rows of a page. <paramref name="rows"/> are at most <paramref name="size"/> + 1: when the additional one is there, it is
    /// removed, and the response gets a link to the next page. Pages count from 0.
    /// </summary>
    public static IReadOnlyList<T> Cut<T>(IReadOnlyList<T> rows, HttpContext http, int page, int size)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(http);
        if (rows.Count <= size)
            return rows;

        var query = new Dictionary<string, StringValues>(http.Request.Query, StringComparer.OrdinalIgnoreCase)
        {
            ["page"] = (page + 1).ToString(),
            ["size"] = size.ToString(),
        };
        var next = QueryHelpers.AddQueryString(ForwardedPrefix.Of(http.Request) + http.Request.Path.ToUriComponent(), query);
        http.Response.Headers.Append("Link", $"<{next}>; rel=\"next\"");
        return [.. rows.Take(size)];
    }
}
