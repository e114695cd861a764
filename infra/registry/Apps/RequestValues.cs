using MsaSample.Discovery;

namespace MsaSample.Registry.Apps;

/// <summary>Reads what every request names: application, instance, time stamp, status.</summary>
internal static class RequestValues
{
    /// <summary>Applications are known by their upper-case name.</summary>
    public static string App(this HttpContext context) => Route(context, "app").ToUpperInvariant();

    public static string InstanceId(this HttpContext context) => Route(context, "id");

    public static string Vip(this HttpContext context) => Route(context, "vip");

    public static long? LastDirtyTimestamp(this HttpContext context) =>
        long.TryParse(context.Request.Query["lastDirtyTimestamp"], out var milliseconds) ? milliseconds : null;

    /// <summary>False when the parameter "value" is a status that Eureka does not know.</summary>
    public static bool TryGetStatus(this HttpContext context, InstanceStatus whenMissing, out InstanceStatus status)
    {
        var value = (string?)context.Request.Query["value"];
        if (!string.IsNullOrEmpty(value))
            return InstanceStatusNames.TryParse(value, out status);
        status = whenMissing;
        return true;
    }

    // The server decodes a path except for %2F, which would change its segments.
    private static string Route(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
