namespace MsaSample.Broker.Protocol.Messages.Groups;

// ListGroups (key 16), v0-5.
// v1: throttle_time_ms. v3: flexible. v4: filter by state (KIP-518). v5: filter by type (KIP-848).
internal sealed record ListGroupsRequest(
    IReadOnlyList<string> StatesFilter, IReadOnlyList<string> TypesFilter) : IRequest<ListGroupsRequest>
{
    public IResponse Fail(ErrorCode error) => new ListGroupsResponse(error, []);

    public static ListGroupsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ListGroupsRequest(
            StatesFilter: version >= 4 ? reader.ReadStrings() : [],
            TypesFilter: version >= 5 ? reader.ReadStrings() : []);
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ListGroupsResponse(ErrorCode Error, IReadOnlyList<ListedGroup> Groups) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteError(Error);
        writer.WriteArray(Groups, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ListedGroup(string GroupId, string ProtocolType, string State, string Type) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(GroupId);
        writer.WriteString(ProtocolType);
        if (version >= 4)
            writer.WriteString(State);
        if (version >= 5)
            writer.WriteString(Type);
        writer.WriteNoTaggedFields();
    }
}
