namespace MsaSample.Broker.Protocol.Messages.Cluster;

// Metadata (key 3), v0-12.
// v1: null topics = all (v0: none = all), controller_id, rack. v2: cluster_id. v3: throttle_time_ms. v4: allow_auto_topic_creation.
// v5: offline_replicas. v7: leader_epoch. v8-10: authorized operations of the cluster. v9: flexible. v10: topic ids. v12: topics by id.
internal sealed record MetadataRequest(IReadOnlyList<MetadataRequestTopic>? Topics, bool AllowAutoTopicCreation) : IRequest<MetadataRequest>
{
    public IResponse? Fail(ErrorCode error) => Topics is null
        ? null // only topics have a field for an error
        : new MetadataResponse(
            [], ClusterId: null, ControllerId: -1, [.. Topics.Select(t => new MetadataTopic(error, t.Name, t.Id, IsInternal: false, []))]);

    public static MetadataRequest Read(ref KafkaReader reader, short version)
    {
        var topics = version >= 1
            ? reader.ReadNullableArray<MetadataRequestTopic>(version)
            : reader.ReadArray<MetadataRequestTopic>(version);
        if (version == 0 && topics is { Count: 0 })
            topics = null;

        var allowAutoTopicCreation = version < 4 || reader.ReadBoolean();
        if (version is >= 8 and <= 10)
            reader.ReadBoolean(); // include_cluster_authorized_operations
        if (version >= 8)
            reader.ReadBoolean(); // include_topic_authorized_operations
        reader.SkipTaggedFields();
        return new MetadataRequest(topics, allowAutoTopicCreation);
    }
}

/// <summary>A topic by name, or by id when the name is null.</summary>
internal sealed record MetadataRequestTopic(Guid Id, string? Name) : IReadable<MetadataRequestTopic>
{
    public static MetadataRequestTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new MetadataRequestTopic(
            Id: version >= 10 ? reader.ReadUuid() : Guid.Empty,
            Name: version >= 10 ? reader.ReadNullableString() : reader.ReadString());
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record MetadataResponse(
    IReadOnlyList<MetadataBroker> Brokers,
    string? ClusterId,
    int ControllerId,
    IReadOnlyList<MetadataTopic> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 3)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteArray(Brokers, version);
        if (version >= 2)
            writer.WriteNullableString(ClusterId);
        if (version >= 1)
            writer.WriteInt32(ControllerId);

        writer.WriteArray(Topics, version);
        if (version is >= 8 and <= 10)
            writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record MetadataBroker(int NodeId, string Host, int Port) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(NodeId);
        writer.WriteString(Host);
        writer.WriteInt32(Port);
        if (version >= 1)
            writer.WriteNullableString(null); // rack
        writer.WriteNoTaggedFields();
    }
}

internal sealed record MetadataTopic(
    ErrorCode Error,
    string? Name,
    Guid Id,
    bool IsInternal,
    IReadOnlyList<MetadataPartition> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(version >= 12 ? Name : Name ?? "");
        if (version >= 10)
            writer.WriteUuid(Id);
        if (version >= 1)
            writer.WriteBoolean(IsInternal);
        writer.WriteArray(Partitions, version);
        if (version >= 8)
            writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A partition whose leader, only replica and only in-sync replica is the node.</summary>
internal sealed record MetadataPartition(int Index, int NodeId, int LeaderEpoch) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(ErrorCode.None);
        writer.WriteInt32(Index);
        writer.WriteInt32(NodeId);
        if (version >= 7)
            writer.WriteInt32(LeaderEpoch);
        writer.WriteInt32s([NodeId]); // replica_nodes
        writer.WriteInt32s([NodeId]); // isr_nodes
        if (version >= 5)
            writer.WriteInt32s([]); // offline_replicas
        writer.WriteNoTaggedFields();
    }
}
