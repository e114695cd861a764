using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace MsaSample.ServiceDefaults;

/// <summary>The path in front of a service that its gateway has removed, from the header X-Forwarded-Prefix.</summary>
public static partial class ForwardedPrefix
{
    /// <summary>Such as <c>/order-service</c>; empty when the service was called directly.</summary>
    public static string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prefix = request.Headers["X-Forwarded-Prefix"].ToString();
        return Path.IsMatch(prefix) ? prefix : "";
    }

    // Anyone may send the header, and it ends up in links: nothing that could leave this host.
    [GeneratedRegex(@"^(/[A-Za-z0-9_-]{1,50}){1,3}\z")]
    private static partial Regex Path { get; }
}
