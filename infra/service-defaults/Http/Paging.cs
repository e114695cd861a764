using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MsaSample.ServiceDefaults;

/// <summary>Pages of a plain JSON array: <c>?page=0&amp;size=100</c>, and the next page's address in a Link header (RFC 8288).</summary>
public static class Paging
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1000;

    /// <summary>So that page × size stays an int.</summary>
    public const int MaxPage = 1_000_000;

    /// <summary>Cuts the one row read beyond the page, and links to the next page when that row was there.</summary>
    /// <param name="rows">At most size + 1 rows.</param>
    /// <param name="http">The request, whose query the link repeats with the next page's number.</param>
    /// <param name="page">From 0.</param>
    /// <param name="size">Rows in a page.</param>
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
