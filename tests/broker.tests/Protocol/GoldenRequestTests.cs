using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Tests.Protocol;

/// <summary>Requests as Kafka's own client writes them, in every version that is served.</summary>
public sealed class GoldenRequestTests
{
    private static readonly Dictionary<string, Reading> Readers = new()
    {
        ["Produce"] = Read<ProduceRequest>,
        ["Fetch"] = Read<FetchRequest>,
        ["ListOffsets"] = Read<ListOffsetsRequest>,
        ["Metadata"] = Read<MetadataRequest>,
        ["OffsetCommit"] = Read<OffsetCommitRequest>,
        ["OffsetFetch"] = Read<OffsetFetchRequest>,
        ["FindCoordinator"] = Read<FindCoordinatorRequest>,
        ["JoinGroup"] = Read<JoinGroupRequest>,
        ["Heartbeat"] = Read<HeartbeatRequest>,
        ["LeaveGroup"] = Read<LeaveGroupRequest>,
        ["SyncGroup"] = Read<SyncGroupRequest>,
        ["DescribeGroups"] = Read<DescribeGroupsRequest>,
        ["ListGroups"] = Read<ListGroupsRequest>,
        ["ApiVersions"] = Read<ApiVersionsRequest>,
        ["CreateTopics"] = Read<CreateTopicsRequest>,
        ["DeleteTopics"] = Read<DeleteTopicsRequest>,
        ["DeleteRecords"] = Read<DeleteRecordsRequest>,
        ["InitProducerId"] = Read<InitProducerIdRequest>,
        ["OffsetForLeaderEpoch"] = Read<OffsetForLeaderEpochRequest>,
        ["DescribeAcls"] = Read<DescribeAclsRequest>,
        ["CreateAcls"] = Read<CreateAclsRequest>,
        ["DeleteAcls"] = Read<DeleteAclsRequest>,
        ["DescribeConfigs"] = Read<DescribeConfigsRequest>,
        ["AlterConfigs"] = Read<AlterConfigsRequest>,
        ["CreatePartitions"] = Read<CreatePartitionsRequest>,
        ["DeleteGroups"] = Read<DeleteGroupsRequest>,
        ["IncrementalAlterConfigs"] = Read<IncrementalAlterConfigsRequest>,
        ["ListPartitionReassignments"] = Read<ListPartitionReassignmentsRequest>,
        ["OffsetDelete"] = Read<OffsetDeleteRequest>,
        ["DescribeCluster"] = Read<DescribeClusterRequest>,
        ["DescribeTopicPartitions"] = Read<DescribeTopicPartitionsRequest>,
    };

    private delegate object Reading(ref KafkaReader reader, short version);

    public static TheoryData<string> Apis => [.. ApiTable.Instance.Apis.Select(api => api.Key.ToString())];

    [Theory]
    [MemberData(nameof(Apis))]
    public void Request_InEveryServedVersion_IsReadToItsLastByte(string name)
    {
        var versions = ApiTable.Instance.Find(Enum.Parse<ApiKey>(name))!.Versions;
        var bodies = GoldenFile.Read("requests.txt").Where(g => g.Api == name).ToList();

        Assert.Equal(Enumerable.Range(versions.ServedFrom, versions.Max - versions.ServedFrom + 1), bodies.Select(b => (int)b.Version));
        foreach (var (_, version, body) in bodies)
        {
            var reader = new KafkaReader(body, versions.IsFlexible(version));
            Readers[name](ref reader, version);
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

    private static object Read<TRequest>(ref KafkaReader reader, short version) where TRequest : IRequest<TRequest> =>
        TRequest.Read(ref reader, version);
}
