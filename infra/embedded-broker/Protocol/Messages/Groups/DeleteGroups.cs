namespace MsaSample.Broker.Protocol.Messages.Groups;

// DeleteGroups (key 42), v0-2.
// v2: flexible.
internal sealed record DeleteGroupsRequest(IReadOnlyList<string> Groups) : IRequest<DeleteGroupsRequest>
{
    public IResponse Fail(ErrorCode error) => new DeleteGroupsResponse([.. Groups.Select(group => new DeletedGroup(group, error))]);

    public static DeleteGroupsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DeleteGroupsRequest(reader.ReadStrings());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DeleteGroupsResponse(IReadOnlyList<DeletedGroup> Results) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Results, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DeletedGroup(string GroupId, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(GroupId);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
