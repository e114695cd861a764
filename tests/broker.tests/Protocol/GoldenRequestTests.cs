using MsaSample.Broker.Handlers;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;

namespace MsaSample.Broker.Tests.Protocol;

/// <summary>Requests as written by Kafka's own client, in every version that is served.</summary>
public sealed class GoldenRequestTests
{
    public static TheoryData<string> Apis => [.. ApiTable.Instance.Apis.Select(api => api.Key.ToString())];

    [Theory]
    [MemberData(nameof(Apis))]
    public void Request_InEveryServedVersion_IsReadToItsLastByte(string name)
    {
        var api = ApiTable.Instance.Find(Enum.Parse<ApiKey>(name))!;
        var versions = api.Versions;
        var bodies = GoldenFile.Read("requests.txt").Where(g => g.Api == name).ToList();

        Assert.Equal(Enumerable.Range(versions.ServedFrom, versions.Max - versions.ServedFrom + 1), bodies.Select(b => (int)b.Version));
        foreach (var (_, version, body) in bodies)
        {
            var reader = new KafkaReader(body, versions.IsFlexible(version));
            api.Read(ref reader, version);
            Assert.True(reader.Remaining == 0, $"v{version}: {reader.Remaining} bytes left");
        }
    }

    [Fact]
    public void Fetch_Fields_AreReadFromTheirPlaces()
    {
        var golden = GoldenFile.Read("requests.txt").Single(g => g is { Api: "Fetch", Version: 11 });
        var reader = new KafkaReader(golden.Body);

        var fetch = FetchRequest.Read(ref reader, 11);

        Assert.Equal(["Topic0", "Topic1"], fetch.Topics.Select(t => t.Name));
        Assert.Equal(fetch.Topics[0].Partitions[0].Offset + 1, fetch.Topics[0].Partitions[1].Offset);
    }
}
