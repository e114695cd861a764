using System.Net;
using System.Text;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Pages;

/// <summary>GET /: the registered instances as an HTML page for people, without scripts or other files.</summary>
internal sealed class InstancesPage(LeaseTable leases, TimeProvider clock)
{
    private const string Head = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Registry</title><meta http-equiv="refresh" content="5">
        <style>body{font:15px system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}
        th,td{text-align:left;padding:.3rem 1rem;border-bottom:1px solid #ddd}.other{color:#b00}</style></head>
        <body><h1>Registered instances</h1>
        """;

    private const string Foot = """
        <p>An instance is removed when its lease passes without a heartbeat. The same list as data: <a href="/eureka/apps">/eureka/apps</a>
        (XML, or JSON with Accept: application/json).</body></html>
        """;

    public Task WriteAsync(HttpContext context)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var html = new StringBuilder(Head);
        var instances = leases.Current.Instances
            .OrderBy(instance => instance.App, StringComparer.Ordinal)
            .ThenBy(instance => instance.InstanceId, StringComparer.Ordinal)
            .ToList();
        html.Append("<table><tr><th>Application<th>Instance<th>Status<th>Address<th>Last heartbeat<th>Lease</tr>");
        foreach (var instance in instances)
            AppendRow(html, leases.Find(instance.App, instance.InstanceId) ?? instance, now);
        html.Append("</table>");
        if (instances.Count == 0)
            html.Append("<p>None. An instance appears here as soon as it registers with POST /eureka/apps/{app}.");
        html.Append(Foot);
        return Answer(context, html.ToString());
    }

    private static void AppendRow(StringBuilder html, WireInstance instance, long now)
    {
        var seconds = Math.Max(0, (now - instance.Lease.LastRenewalTimestamp) / 1000);
        var css = instance.Status == InstanceStatus.Up ? "up" : "other";
        var address = instance.SecurePort.Enabled
            ? $"https://{instance.HostName}:{instance.SecurePort.Number}"
            : $"http://{instance.HostName}:{instance.Port.Number}";
        html.Append("<tr><td>").Append(Text(instance.App))
            .Append("<td>").Append(Text(instance.InstanceId))
            .Append("<td class=\"").Append(css).Append("\">").Append(instance.Status.ToWire())
            .Append("<td>").Append(Text(address))
            .Append("<td>").Append(seconds).Append(" s ago<td>").Append(instance.Lease.DurationInSecs).Append(" s</tr>");
    }

    // Any client can choose these texts, so all of them are encoded, and none becomes a link.
    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static Task Answer(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
