using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace MsaSample.ServiceDefaults;

/// <summary>The path prefix that the gateway removed from a request, as its header X-Forwarded-Prefix says.</summary>
public static partial class ForwardedPrefix
{
    /// <summary>For example <c>/order-service</c>; empty when the service was called directly.</summary>
    public static string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prefix = request.Headers["X-Forwarded-Prefix"].ToString();
        return Path.IsMatch(prefix) ? prefix : "";
    }

    // Clients can send the header, and it becomes part of links: a value that would lead to another host is not accepted.
    [GeneratedRegex(@"^(/[A-Za-z0-9_-]{1,50}){1,3}\z")]
    private static partial Regex Path { get; }
}
