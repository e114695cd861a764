using MsaSample.Discovery;

namespace MsaSample.Registry.Apps;

/// <summary>Reads application, instance, VIP address, timestamp and status from a request.</summary>
internal static class RequestValues
{
    /// <summary>In upper case, in which applications are stored and compared.</summary>
    public static string App(this HttpContext context) => Route(context, "app").ToUpperInvariant();

    public static string InstanceId(this HttpContext context) => Route(context, "id");

    public static string Vip(this HttpContext context) => Route(context, "vip");

    public static long? LastDirtyTimestamp(this HttpContext context) =>
        long.TryParse(context.Request.Query["lastDirtyTimestamp"], out var milliseconds) ? milliseconds : null;

    /// <summary>Reads the parameter "value"; false when it is a status that Eureka does not know.</summary>
    public static bool TryGetStatus(this HttpContext context, InstanceStatus whenMissing, out InstanceStatus status)
    {
        var value = (string?)context.Request.Query["value"];
        if (!string.IsNullOrEmpty(value))
            return InstanceStatusNames.TryParse(value, out status);
        status = whenMissing;
        return true;
    }

    // Kestrel decodes a path except for %2F, which would change its segments.
    private static string Route(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
