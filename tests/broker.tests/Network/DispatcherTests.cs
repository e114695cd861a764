using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Handlers;
using MsaSample.Broker.Network;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Tests.Protocol;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Unexpected failures in handlers, here because none of their services is registered.</summary>
public sealed class DispatcherTests : IDisposable
{
    private readonly RecordedLog _log = new();

    public static TheoryData<string> Apis => [.. ApiTable.Instance.Apis.Select(api => api.Key.ToString())];

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Dispatch_HandlerThrows_AnswersUnknownServerErrorInEveryVersion(string name)
    {
        var key = Enum.Parse<ApiKey>(name);
        var writer = new KafkaWriter();
        foreach (var (_, version, body) in GoldenFile.Read("requests.txt").Where(golden => golden.Api == name))
        {
            using var reply = await DispatchAsync(key, version, body);
            reply.WriteTo(writer);

            Assert.True(writer.Written.Span.IndexOf(new byte[] { 0xff, 0xff }) >= 0, $"v{version} has no error code -1");
            Assert.Contains($"Request {name} v{version} of /127.0.0.1 (raw) failed", Assert.Single(_log.Lines));
            _log.Lines.Clear();
        }
    }

    [Fact]
    public async Task Dispatch_HandlerThrowsAndNoResponseIsWanted_ClosesTheConnection()
    {
        byte[] produceWithAcks0 = [0xff, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];

        await Assert.ThrowsAsync<RequestFailedException>(() => DispatchAsync(ApiKey.Produce, 3, produceWithAcks0));

        Assert.Single(_log.Lines);
    }

    public void Dispose() => _log.Dispose();

    private async Task<Reply> DispatchAsync(ApiKey key, short version, byte[] body)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        using var loggers = new LoggerFactory([_log]);
        var dispatcher = new Dispatcher(nothing, loggers.CreateLogger<Dispatcher>());
        var frame = RequestFrame.Of(key, version, body);
        return await dispatcher.DispatchAsync(frame, memory: null, "/127.0.0.1", sasl: null, TestContext.Current.CancellationToken);
    }
}
