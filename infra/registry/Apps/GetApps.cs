using MsaSample.Discovery.Wire;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>
/// GET apps, apps/delta, vips/{vip}, svips/{vip}: lists of instances. A client may ask for a long poll (<see cref="RegistryHeaders"/>).
/// </summary>
internal sealed class GetApps(LeaseTable leases, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int LongestWaitSeconds = 60;

    public async Task FullAsync(HttpContext context)
    {
        var state = await StateForAsync(context);
        var gzipped = Answer.AcceptsGzip(context.Request);
        if (Answer.WantsJson(context.Request))
            await Answer.WriteAsync(context, "application/json", state.FullJson(gzipped), gzipped);
        else
            await WriteXmlAsync(context, state.Full, gzipped);
    }

    public async Task DeltaAsync(HttpContext context)
    {
        var state = await StateForAsync(context);
        var delta = state.Delta(clock.GetUtcNow() - RegistryHistory.DeltaRetention, SeenVersion(context));
        var gzipped = Answer.AcceptsGzip(context.Request);
        if (!Answer.WantsJson(context.Request))
        {
            await WriteXmlAsync(context, delta, gzipped);
            return;
        }

        var json = RegistryState.ToJson(delta);
        await Answer.WriteAsync(context, "application/json", gzipped ? RegistryState.Gzip(json) : json, gzipped);
    }

    public Task ByVipAsync(HttpContext context) => WriteVipAsync(context, instance => instance.VipAddress);

    public Task BySecureVipAsync(HttpContext context) => WriteVipAsync(context, instance => instance.SecureVipAddress);

    private static Task WriteXmlAsync(HttpContext context, WireApplications applications, bool gzipped)
    {
        var xml = EurekaXmlWriter.Write(applications);
        return Answer.WriteAsync(context, "application/xml", gzipped ? RegistryState.Gzip(xml) : xml, gzipped);
    }

    private static long? SeenVersion(HttpContext context) =>
        long.TryParse(context.Request.Headers[RegistryHeaders.Version], out var seen) ? seen : null;

    private Task WriteVipAsync(HttpContext context, Func<WireInstance, string?> vipOf)
    {
        var vip = context.Vip();
        var found = leases.Current.Instances.Where(instance => vipOf(instance)?.Split(',').Contains(vip) == true).ToList();
        return Answer.WriteAsync(context, WireApplications.Of("-1", AppsHash.Of(found.Select(instance => instance.Status)), found));
    }

    /// <summary>
    /// The current state. When the client already has it and asks to wait, this waits for the next one, for as long as the client allows.
    /// </summary>
    private async Task<RegistryState> StateForAsync(HttpContext context)
    {
        var state = leases.Current;
        if (SeenVersion(context) == state.Version
            && int.TryParse(context.Request.Headers[RegistryHeaders.Wait], out var seconds)
            && seconds is > 0 and <= LongestWaitSeconds)
        {
            // A registry that stops answers the waiting requests at once, because it would otherwise stop only after they ended.
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.WhenAny(state.Superseded, Task.Delay(TimeSpan.FromSeconds(seconds), clock, end.Token));
            await end.CancelAsync();
            state = leases.Current;
        }

        context.Response.Headers[RegistryHeaders.Version] = $"{state.Version}";
        return state;
    }
}
