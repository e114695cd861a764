using System.Diagnostics;
using MsaSample.Messaging.Tests.Sample;

namespace MsaSample.Messaging.Tests;

public sealed class TraceTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Trace_FromRequestThroughHandlerToNextEvent_IsOne(Provider provider)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MsaSample.Messaging" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var requests = new ActivitySource("test");
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();

        using var request = requests.StartActivity("POST /accounts")!;
        await source.SetBalanceAsync("a", 1);

        var changed = Assert.Single(Wire.Read(settings.Kafka, settings.AccountTopic, 1));
        var copied = Assert.Single(Wire.Read(settings.Kafka, settings.CopyTopic, 1));
        Assert.Contains(request.TraceId.ToString(), changed.Header("traceparent"), StringComparison.Ordinal);
        Assert.Contains(request.TraceId.ToString(), copied.Header("traceparent"), StringComparison.Ordinal);
        Assert.NotEqual(changed.Header("traceparent"), copied.Header("traceparent"));
    }
}
