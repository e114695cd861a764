using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>
/// PUT apps/{app}/{id}/metadata?zone=z1&amp;weight=2: adds each pair of the query; 200, or 404 when the instance is unknown.
/// </summary>
internal sealed class AddMetadata(LeaseTable leases)
{
    public Task HandleAsync(HttpContext context)
    {
        var added = context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        return Answer.Found(context, leases.AddMetadata(context.App(), context.InstanceId(), added));
    }
}
