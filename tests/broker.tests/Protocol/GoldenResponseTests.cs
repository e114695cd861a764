using MsaSample.Broker.Handlers;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;
using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Protocol.Messages.Transactions;

namespace MsaSample.Broker.Tests.Protocol;

/// <summary>Responses in every version that is advertised, byte for byte as Kafka's own client writes and reads them.</summary>
public sealed class GoldenResponseTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly byte[] Bytes = [1, 2, 3];

    private static readonly Dictionary<string, IResponse> Samples = new()
    {
        ["Produce"] = new ProduceResponse([new("topic",
        [
            new(1, ErrorCode.None, 42, 43, 7),
            new(2, ErrorCode.InvalidRecord, ErrorMessage: "bad") { RecordErrors = [new(3, "nok")] },
        ])]),
        ["Fetch"] = new FetchResponse([new("topic", Id, [new(1, ErrorCode.None, 10, 9, 3), new(2, ErrorCode.OffsetOutOfRange)])]),
        ["ListOffsets"] = new ListOffsetsResponse([new("topic", [new(1, ErrorCode.None, 42, 1_700_000_000_000, 0)])]),
        ["Metadata"] = new MetadataResponse(
            [new(1, "127.0.0.1", 9092)], "cluster", 1, [new(ErrorCode.None, "topic", Id, IsInternal: true, [new(0, 1, 0), new(1, 1, 0)])]),
        ["OffsetCommit"] = new OffsetCommitResponse([new("topic", [new(1, ErrorCode.None), new(2, ErrorCode.IllegalGeneration)])]),
        ["OffsetFetch"] = new OffsetFetchResponse(
            [new("group", [new("topic", [new(1, 42, 0, "meta"), OffsetFetchPartitionResult.None(2)])])]),
        ["FindCoordinator"] = new FindCoordinatorResponse([new("group", 1, "127.0.0.1", 9092)]),
        ["JoinGroup"] = new JoinGroupResponse(
            ErrorCode.None, 3, "consumer", "range", "member-1", SkipAssignment: true, "member-1", [new("member-1", "instance", Bytes)]),
        ["Heartbeat"] = new HeartbeatResponse(ErrorCode.RebalanceInProgress),
        ["LeaveGroup"] = new LeaveGroupResponse(ErrorCode.None, [new("member-1", "instance", ErrorCode.UnknownMemberId)]),
        ["SyncGroup"] = new SyncGroupResponse(ErrorCode.None, "consumer", "range", Bytes),
        ["DescribeGroups"] = new DescribeGroupsResponse(
            [new("group", "Stable", "consumer", "range", [new("member-1", "instance", "client", "/127.0.0.1", Bytes, Bytes)])]),
        ["ListGroups"] = new ListGroupsResponse(ErrorCode.None, [new("group", "consumer", "Stable", "classic")]),
        ["SaslHandshake"] = new SaslHandshakeResponse(ErrorCode.UnsupportedSaslMechanism, ["PLAIN", "SCRAM-SHA-256"]),
        ["ApiVersions"] = new ApiVersionsResponse(ErrorCode.None, [new(ApiKey.Produce, 0, 11), new(ApiKey.Fetch, 4, 16)]),
        ["CreateTopics"] = new CreateTopicsResponse(
        [
            new("topic", Id, ErrorCode.None, null, 3, 1, [new("retention.ms", "1", ConfigSource.Topic)]),
            new("bad", Guid.Empty, ErrorCode.InvalidTopic, "no"),
        ]),
        ["DeleteTopics"] = new DeleteTopicsResponse([new("topic", Id, ErrorCode.UnknownTopicOrPartition, "no")]),
        ["DeleteRecords"] = new DeleteRecordsResponse([new("topic", [new(1, 42, ErrorCode.None)])]),
        ["InitProducerId"] = new InitProducerIdResponse(ErrorCode.None, 42, 1),
        ["OffsetForLeaderEpoch"] = new OffsetForLeaderEpochResponse([new("topic", [new(ErrorCode.None, 1, 0, 42)])]),
        ["AddPartitionsToTxn"] = new AddPartitionsToTxnResponse([new("topic", [new(1, ErrorCode.UnknownTopicOrPartition)])]),
        ["AddOffsetsToTxn"] = new AddOffsetsToTxnResponse(ErrorCode.ConcurrentTransactions),
        ["EndTxn"] = new EndTxnResponse(ErrorCode.InvalidTxnState),
        ["WriteTxnMarkers"] = new WriteTxnMarkersResponse([new(51, [new("topic", [new(1, ErrorCode.InvalidProducerEpoch)])])]),
        ["TxnOffsetCommit"] = new TxnOffsetCommitResponse([new("topic", [new(1, ErrorCode.IllegalGeneration)])]),
        ["DescribeAcls"] = new DescribeAclsResponse(ErrorCode.SecurityDisabled, "no"),
        ["CreateAcls"] = new CreateAclsResponse([new(ErrorCode.SecurityDisabled, "no")]),
        ["DeleteAcls"] = new DeleteAclsResponse([new(ErrorCode.SecurityDisabled, "no")]),
        ["DescribeConfigs"] = new DescribeConfigsResponse([new(ErrorCode.None, null, ConfigResourceType.Topic, "topic", [new(
                "retention.ms",
                "1",
                ReadOnly: false,
                ConfigSource.Topic,
                [new("retention.ms", "1", ConfigSource.Topic)],
                ConfigType.Long,
                null)])]),
        ["AlterConfigs"] = new AlterConfigsResponse([new(ErrorCode.InvalidConfig, "no", ConfigResourceType.Topic, "topic")]),
        ["SaslAuthenticate"] = new SaslAuthenticateResponse(ErrorCode.SaslAuthenticationFailed, "no", Bytes, 42),
        ["DescribeLogDirs"] = new DescribeLogDirsResponse(
            ErrorCode.None, [new(ErrorCode.None, "/data", [new("topic", [new(1, 42)])], TotalBytes: 1000, UsableBytes: 100)]),
        ["CreatePartitions"] = new CreatePartitionsResponse([new("topic", ErrorCode.InvalidPartitions, "no")]),
        ["DeleteGroups"] = new DeleteGroupsResponse([new("group", ErrorCode.NonEmptyGroup)]),
        ["IncrementalAlterConfigs"] = new AlterConfigsResponse([new(ErrorCode.InvalidConfig, "no", ConfigResourceType.Topic, "topic")]),
        ["ListPartitionReassignments"] = new ListPartitionReassignmentsResponse(),
        ["OffsetDelete"] = new OffsetDeleteResponse(ErrorCode.None, [new("topic", [new(1, ErrorCode.GroupSubscribedToTopic)])]),
        ["DescribeClientQuotas"] = new DescribeClientQuotasResponse(ErrorCode.None),
        ["DescribeUserScramCredentials"] = new DescribeUserScramCredentialsResponse(
            ErrorCode.None,
            [new("user", ErrorCode.None, null, [new(ScramMechanism.Sha256, 4096)]), new("other", ErrorCode.ResourceNotFound, "no", [])]),
        ["AlterUserScramCredentials"] = new AlterUserScramCredentialsResponse([new("user", ErrorCode.UnacceptableCredential, "no")]),
        ["DescribeCluster"] = new DescribeClusterResponse(ErrorCode.None, null, 1, "cluster", 1, [new(1, "127.0.0.1", 9092)]),
        ["DescribeProducers"] = new DescribeProducersResponse(
            [new("topic", [new(1, ErrorCode.UnknownTopicOrPartition, "no", [new(51, 7, 8, 1_700_000_000_000, 9, 42)])])]),
        ["DescribeTransactions"] = new DescribeTransactionsResponse(
            [new(ErrorCode.None, "id", "Ongoing", 60_000, 1_700_000_000_000, 51, 7, [new("topic", [1, 2])])]),
        ["ListTransactions"] = new ListTransactionsResponse(ErrorCode.None, ["Odd"], [new("id", 51, "Ongoing")]),
        ["ConsumerGroupHeartbeat"] = new ConsumerGroupHeartbeatResponse(
            ErrorCode.FencedMemberEpoch, "no", "member-1", 3, 5000, [new(Id, [0, 1])]),
        ["ConsumerGroupDescribe"] = new ConsumerGroupDescribeResponse(
        [
            new("group", "Stable", 4, 3, "uniform", [new(
                "member-1", "instance", "rack", 3, "client", "/127.0.0.1", ["topic"], "t.*",
                [new(Id, "topic", [0, 1])], [new(Id, "topic", [0, 1])])]),
            DescribedConsumerGroup.Failed("other", ErrorCode.GroupIdNotFound, "no"),
        ]),
        ["DescribeTopicPartitions"] = new DescribeTopicPartitionsResponse(
            [new(ErrorCode.None, "topic", Id, IsInternal: false, [new(0, 1, 0)])], new PartitionCursor("topic", 1)),
    };

    public static TheoryData<string> Apis => [.. ApiTable.Instance.Apis.Select(api => api.Key.ToString())];

    [Theory]
    [MemberData(nameof(Apis))]
    public void Response_InEveryServedVersion_IsWrittenAsKafkaDoes(string name)
    {
        var versions = ApiTable.Instance.Find(Enum.Parse<ApiKey>(name))!.Versions;
        var golden = GoldenFile.Read("responses.txt").Where(g => g.Api == name).ToDictionary(
            g => g.Version, g => Convert.ToHexString(g.Body));

        for (var version = versions.ServedFrom; version <= versions.Max; version++)
        {
            var writer = new KafkaWriter(versions.IsFlexible(version));
            Samples[name].Write(writer, version);
            Assert.Equal((version, golden.GetValueOrDefault(version)), (version, Convert.ToHexString(writer.Written.Span)));
        }
    }

    [Theory]
    [InlineData(
        4,
        "00000000000000010005746F70696300000001000000010000000000000000000A000000000000000900000001"
            + "0000000000000033000000000000000400000000")]
    [InlineData(11, "00000000000000000000000000010005746F70696300000001000000010000000000000000000A0000000000000009000000000000000300000001"
        + "00000000000000330000000000000004FFFFFFFF00000000")]
    [InlineData(12, "000000000000000000000206746F70696302000000010000000000000000000A00000000000000090000000000000003020000000000000033"
        + "000000000000000400FFFFFFFF01000000")]
    public void Fetch_AbortedTransactions_AreWrittenAsKafkaDoes(short version, string golden)
    {
        var response = new FetchResponse(
            [new("topic", Id, [new(1, ErrorCode.None, 10, 9, 3) { Aborted = [new FetchAbortedTransaction(51, 4)] }])]);
        var writer = new KafkaWriter(flexible: version >= 12);

        response.Write(writer, version);

        Assert.Equal(golden, Convert.ToHexString(writer.Written.Span));
    }
}
