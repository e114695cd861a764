using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Handlers;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Tests.Protocol;

namespace MsaSample.Broker.Tests.Network;

/// <summary>
/// Random bad requests, derived from the golden ones. MSA_FUZZ_SECONDS makes each test last longer; MSA_FUZZ_SEED repeats the seed of a
/// failure.
/// </summary>
public sealed class FuzzTests
{
    // Relative to the bytes received: two bytes may become an object, and lists double their capacity.
    private const int AllocatedPerByte = 100;
    private const int AllocatedAtLeast = 200_000;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly List<(Api Api, short Version, byte[] Body)> Corpus =
        [.. GoldenFile.Read("requests.txt").Select(
            golden => (ApiTable.Instance.Find(Enum.Parse<ApiKey>(golden.Api))!, golden.Version, golden.Body))];

    // These would carry out the request: a million partitions would be a million files.
    private static readonly ApiKey[] Costly = [ApiKey.CreateTopics, ApiKey.CreatePartitions];

    private readonly int _seed = ReadNumber("MSA_FUZZ_SEED") ?? Environment.TickCount;
    private readonly TimeSpan _length = TimeSpan.FromSeconds(ReadNumber("MSA_FUZZ_SECONDS") ?? 2);

    [Fact]
    public void Decoders_BadBodies_AreRefusedCheaply()
    {
        var mutation = new Mutation(new Random(_seed), [.. Corpus.Select(c => c.Body)]);
        foreach (var (api, version, body) in Corpus)
            Read(api, version, body); // what runs for the first time allocates more
        var (watch, count) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < _length)
        {
            foreach (var (api, version, body) in Corpus)
                Check(api, version, mutation.Next(body));
            count += Corpus.Count;
        }

        Assert.True(count >= Corpus.Count);
    }

    [Fact]
    public async Task Sockets_BadFrames_LeaveAHealthyConnectionServed()
    {
        using var log = new RecordedLog();
        using var loggers = new LoggerFactory([log]);
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.AutoCreateTopics = false, loggers);
        using var healthy = await RawClient.ConnectAsync(broker);
        var random = new Random(_seed);
        var mutation = new Mutation(random, [.. Corpus.Select(c => c.Body)]);
        var targets = Corpus.Where(c => !Costly.Contains(c.Api.Key)).ToArray();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _length;)
        {
            var (api, version, body) = targets[random.Next(targets.Length)];
            var frame = RequestFrame.Of(api.Key, version, mutation.Next(body));
            if (random.Next(4) == 0)
                frame = mutation.Next(frame);
            using (var hostile = await RawClient.ConnectAsync(broker))
                await hostile.SendAsync(Sized(frame, random));

            await healthy.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 4);
            await healthy.ReceiveAsync().WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
            var failure = log.Lines.FirstOrDefault(line => line.Contains(" failed"));
            Assert.True(failure is null, $"seed {_seed}, {api.Key} v{version}, {Convert.ToHexString(frame)}: {failure}");
        }
    }

    private void Check(Api api, short version, byte[] body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.GetTimestamp();
        var surprise = Read(api, version, body);
        var (allocated, elapsed) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(watch));

        var allowed = AllocatedAtLeast + ((long)AllocatedPerByte * body.Length);
        if (surprise is not null || allocated > allowed || elapsed > Slow)
            Assert.Fail(
                $"seed {_seed}, {api.Key} v{version}, {body.Length} bytes, {allocated} allocated in {elapsed.TotalMilliseconds:0} ms: "
                + $"{Convert.ToHexString(body)}\n{surprise}");
    }

    private static Exception? Read(Api api, short version, byte[] body)
    {
        try
        {
            var reader = new KafkaReader(body, api.Versions.IsFlexible(version));
            api.Read(ref reader, version);
            return null;
        }
        catch (KafkaProtocolException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static byte[] Sized(byte[] frame, Random random)
    {
        var sized = new byte[sizeof(int) + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(sized, random.Next(8) == 0 ? random.Next() : frame.Length);
        frame.CopyTo(sized, sizeof(int));
        return sized;
    }

    private static int? ReadNumber(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
