namespace MsaSample.Broker.Protocol.Messages.Groups;

// FindCoordinator (key 10), v0-4.
// v1: key_type, throttle_time_ms, error_message. v3: flexible. v4: several keys at once (KIP-699).
internal sealed record FindCoordinatorRequest(CoordinatorType Type, IReadOnlyList<string> Keys) : IRequest<FindCoordinatorRequest>
{
    public IResponse Fail(ErrorCode error) => new FindCoordinatorResponse([.. Keys.Select(key => new Coordinator(key, -1, "", -1, error))]);

    public static FindCoordinatorRequest Read(ref KafkaReader reader, short version)
    {
        var key = version <= 3 ? reader.ReadString() : null;
        var type = version >= 1 ? (CoordinatorType)reader.ReadInt8() : CoordinatorType.Group;
        var keys = key is null ? reader.ReadStrings() : [key];
        reader.SkipTaggedFields();
        return new FindCoordinatorRequest(type, keys);
    }
}

internal enum CoordinatorType : sbyte
{
    Group = 0,
    Transaction = 1,
    Share = 2,
}

/// <summary>One coordinator per requested key; up to v3 exactly one is written.</summary>
internal sealed record FindCoordinatorResponse(IReadOnlyList<Coordinator> Coordinators) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        if (version >= 4)
            writer.WriteArray(Coordinators, version);
        else
            WriteSingle(writer, Coordinators[0], version);
        writer.WriteNoTaggedFields();
    }

    private static void WriteSingle(KafkaWriter writer, Coordinator coordinator, short version)
    {
        writer.WriteError(coordinator.Error);
        if (version >= 1)
            writer.WriteNullableString(coordinator.ErrorMessage);
        writer.WriteInt32(coordinator.NodeId);
        writer.WriteString(coordinator.Host);
        writer.WriteInt32(coordinator.Port);
    }
}

/// <summary>The struct of v4 and later.</summary>
internal sealed record Coordinator(
    string Key, int NodeId, string Host, int Port, ErrorCode Error = ErrorCode.None, string? ErrorMessage = null)
    : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Key);
        writer.WriteInt32(NodeId);
        writer.WriteString(Host);
        writer.WriteInt32(Port);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteNoTaggedFields();
    }
}
