using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>PUT and DELETE apps/{app}/{id}, PUT apps/{app}/{id}/metadata: 200 or 404.</summary>
internal sealed class ChangeLease(LeaseTable leases, ILogger<ChangeLease> log)
{
    /// <summary>The heartbeat. 404 makes the client register again.</summary>
    public Task RenewAsync(HttpContext context) =>
        Answer.Found(context, leases.Renew(context.App(), context.InstanceId(), context.LastDirtyTimestamp()));

    public Task CancelAsync(HttpContext context)
    {
        var found = leases.Cancel(context.App(), context.InstanceId());
        if (found)
            log.Left(context.App(), context.InstanceId());
        return Answer.Found(context, found);
    }

    /// <summary>The query is the metadata: ?zone=z1&amp;weight=2.</summary>
    public Task AddMetadataAsync(HttpContext context)
    {
        var added = context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        return Answer.Found(context, leases.AddMetadata(context.App(), context.InstanceId(), added));
    }
}
