using Microsoft.Extensions.DependencyInjection;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Handlers.Configs;
using MsaSample.Broker.Handlers.Groups;
using MsaSample.Broker.Handlers.Records;
using MsaSample.Broker.Handlers.Security;
using MsaSample.Broker.Handlers.Topics;
using MsaSample.Broker.Handlers.Transactions;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;
using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Protocol.Messages.Transactions;

namespace MsaSample.Broker.Handlers;

/// <summary>
/// Every API of the broker in one list. The dispatcher and ApiVersions use it, and a test compares the README's table with it.
/// </summary>
internal sealed class ApiTable
{
    private readonly SortedDictionary<ApiKey, Api> _apis = [];
    private readonly ServiceCollection _handlers = [];

    private ApiTable()
    {
    }

    public static ApiTable Instance { get; } = new ApiTable()
        .AddAsync<ProduceRequest, IResponse, ProduceHandler>(ApiKey.Produce, new(0, 11, FlexibleFrom: 9) { ServedFrom = 3 })
        .AddAsync<FetchRequest, FetchResponse, FetchHandler>(ApiKey.Fetch, new(4, 16, FlexibleFrom: 12))
        .Add<ListOffsetsRequest, ListOffsetsResponse, ListOffsetsHandler>(ApiKey.ListOffsets, new(1, 9, FlexibleFrom: 6))
        .Add<MetadataRequest, MetadataResponse, MetadataHandler>(ApiKey.Metadata, new(0, 12, FlexibleFrom: 9))
        .Add<OffsetCommitRequest, OffsetCommitResponse, OffsetCommitHandler>(ApiKey.OffsetCommit, new(2, 9, FlexibleFrom: 8))
        .Add<OffsetFetchRequest, OffsetFetchResponse, OffsetFetchHandler>(ApiKey.OffsetFetch, new(1, 9, FlexibleFrom: 6))
        .Add<FindCoordinatorRequest, FindCoordinatorResponse, FindCoordinatorHandler>(ApiKey.FindCoordinator, new(0, 4, FlexibleFrom: 3))
        .AddAsync<JoinGroupRequest, JoinGroupResponse, JoinGroupHandler>(ApiKey.JoinGroup, new(0, 9, FlexibleFrom: 6))
        .Add<HeartbeatRequest, HeartbeatResponse, HeartbeatHandler>(ApiKey.Heartbeat, new(0, 4, FlexibleFrom: 4))
        .Add<LeaveGroupRequest, LeaveGroupResponse, LeaveGroupHandler>(ApiKey.LeaveGroup, new(0, 5, FlexibleFrom: 4))
        .AddAsync<SyncGroupRequest, SyncGroupResponse, SyncGroupHandler>(ApiKey.SyncGroup, new(0, 5, FlexibleFrom: 4))
        .Add<DescribeGroupsRequest, DescribeGroupsResponse, DescribeGroupsHandler>(ApiKey.DescribeGroups, new(0, 6, FlexibleFrom: 5))
        .Add<ListGroupsRequest, ListGroupsResponse, ListGroupsHandler>(ApiKey.ListGroups, new(0, 5, FlexibleFrom: 3))
        .Add<SaslHandshakeRequest, SaslHandshakeResponse, SaslHandshakeHandler>(ApiKey.SaslHandshake, new(0, 1, ApiVersionRange.Never))
        .Add<ApiVersionsRequest, ApiVersionsResponse, ApiVersionsHandler>(ApiKey.ApiVersions, new(0, 4, FlexibleFrom: 3))
        .Add<CreateTopicsRequest, CreateTopicsResponse, CreateTopicsHandler>(ApiKey.CreateTopics, new(2, 7, FlexibleFrom: 5))
        .Add<DeleteTopicsRequest, DeleteTopicsResponse, DeleteTopicsHandler>(ApiKey.DeleteTopics, new(1, 6, FlexibleFrom: 4))
        .Add<DeleteRecordsRequest, DeleteRecordsResponse, DeleteRecordsHandler>(ApiKey.DeleteRecords, new(0, 2, FlexibleFrom: 2))
        .Add<InitProducerIdRequest, InitProducerIdResponse, InitProducerIdHandler>(ApiKey.InitProducerId, new(0, 4, FlexibleFrom: 2))
        .Add<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse, OffsetForLeaderEpochHandler>(
            ApiKey.OffsetForLeaderEpoch, new(2, 4, FlexibleFrom: 4))
        .Add<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse, AddPartitionsToTxnHandler>(
            ApiKey.AddPartitionsToTxn, new(0, 3, FlexibleFrom: 3))
        .Add<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse, AddOffsetsToTxnHandler>(ApiKey.AddOffsetsToTxn, new(0, 3, FlexibleFrom: 3))
        .Add<EndTxnRequest, EndTxnResponse, EndTxnHandler>(ApiKey.EndTxn, new(0, 3, FlexibleFrom: 3))
        .Add<WriteTxnMarkersRequest, WriteTxnMarkersResponse, WriteTxnMarkersHandler>(ApiKey.WriteTxnMarkers, new(1, 1, FlexibleFrom: 1))
        .Add<TxnOffsetCommitRequest, TxnOffsetCommitResponse, TxnOffsetCommitHandler>(ApiKey.TxnOffsetCommit, new(0, 3, FlexibleFrom: 3))
        .Add<DescribeAclsRequest, DescribeAclsResponse, DescribeAclsHandler>(ApiKey.DescribeAcls, new(1, 3, FlexibleFrom: 2))
        .Add<CreateAclsRequest, CreateAclsResponse, CreateAclsHandler>(ApiKey.CreateAcls, new(1, 3, FlexibleFrom: 2))
        .Add<DeleteAclsRequest, DeleteAclsResponse, DeleteAclsHandler>(ApiKey.DeleteAcls, new(1, 3, FlexibleFrom: 2))
        .Add<DescribeConfigsRequest, DescribeConfigsResponse, DescribeConfigsHandler>(ApiKey.DescribeConfigs, new(1, 4, FlexibleFrom: 4))
        .Add<AlterConfigsRequest, AlterConfigsResponse, AlterConfigsHandler>(ApiKey.AlterConfigs, new(0, 2, FlexibleFrom: 2))
        .Add<DescribeLogDirsRequest, DescribeLogDirsResponse, DescribeLogDirsHandler>(ApiKey.DescribeLogDirs, new(1, 4, FlexibleFrom: 2))
        .AddAsync<SaslAuthenticateRequest, SaslAuthenticateResponse, SaslAuthenticateHandler>(
            ApiKey.SaslAuthenticate, new(0, 2, FlexibleFrom: 2))
        .Add<CreatePartitionsRequest, CreatePartitionsResponse, CreatePartitionsHandler>(
            ApiKey.CreatePartitions, new(0, 3, FlexibleFrom: 2))
        .Add<DeleteGroupsRequest, DeleteGroupsResponse, DeleteGroupsHandler>(ApiKey.DeleteGroups, new(0, 2, FlexibleFrom: 2))
        .Add<IncrementalAlterConfigsRequest, AlterConfigsResponse, IncrementalAlterConfigsHandler>(
            ApiKey.IncrementalAlterConfigs, new(0, 1, FlexibleFrom: 1))
        .Add<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse, ListPartitionReassignmentsHandler>(
            ApiKey.ListPartitionReassignments, new(0, 0, FlexibleFrom: 0))
        .Add<OffsetDeleteRequest, OffsetDeleteResponse, OffsetDeleteHandler>(ApiKey.OffsetDelete, new(0, 0, ApiVersionRange.Never))
        .Add<DescribeClientQuotasRequest, DescribeClientQuotasResponse, DescribeClientQuotasHandler>(
            ApiKey.DescribeClientQuotas, new(0, 1, FlexibleFrom: 1))
        .Add<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse, DescribeUserScramCredentialsHandler>(
            ApiKey.DescribeUserScramCredentials, new(0, 0, FlexibleFrom: 0))
        .Add<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse, AlterUserScramCredentialsHandler>(
            ApiKey.AlterUserScramCredentials, new(0, 0, FlexibleFrom: 0))
        .Add<DescribeClusterRequest, DescribeClusterResponse, DescribeClusterHandler>(ApiKey.DescribeCluster, new(0, 1, FlexibleFrom: 0))
        .Add<DescribeProducersRequest, DescribeProducersResponse, DescribeProducersHandler>(
            ApiKey.DescribeProducers, new(0, 0, FlexibleFrom: 0))
        .Add<DescribeTransactionsRequest, DescribeTransactionsResponse, DescribeTransactionsHandler>(
            ApiKey.DescribeTransactions, new(0, 0, FlexibleFrom: 0))
        .Add<ListTransactionsRequest, ListTransactionsResponse, ListTransactionsHandler>(
            ApiKey.ListTransactions, new(0, 1, FlexibleFrom: 0))
        .Add<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ConsumerGroupHeartbeatHandler>(
            ApiKey.ConsumerGroupHeartbeat, new(0, 1, FlexibleFrom: 0))
        .Add<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse, ConsumerGroupDescribeHandler>(
            ApiKey.ConsumerGroupDescribe, new(0, 1, FlexibleFrom: 0))
        .Add<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse, DescribeTopicPartitionsHandler>(
            ApiKey.DescribeTopicPartitions, new(0, 0, FlexibleFrom: 0));

    public IReadOnlyCollection<Api> Apis => _apis.Values;

    /// <summary>The API of a key; null when the broker does not support it.</summary>
    public Api? Find(ApiKey key) => _apis.GetValueOrDefault(key);

    /// <summary>Registers the handlers, one instance each.</summary>
    public void AddHandlers(IServiceCollection services)
    {
        foreach (var handler in _handlers)
            services.Add(handler);
    }

    private ApiTable Add<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions)
        where TRequest : IRequest<TRequest>
        where TResponse : class, IResponse
        where THandler : class, IHandler<TRequest, TResponse> =>
        Add<THandler>(new SyncApi<TRequest, TResponse, THandler>(key, versions));

    private ApiTable AddAsync<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions)
        where TRequest : IRequest<TRequest>
        where TResponse : class, IResponse
        where THandler : class, IAsyncHandler<TRequest, TResponse> =>
        Add<THandler>(new AsyncApi<TRequest, TResponse, THandler>(key, versions));

    private ApiTable Add<THandler>(Api api) where THandler : class
    {
        _apis.Add(api.Key, api);
        _handlers.AddSingleton<THandler>();
        return this;
    }
}
