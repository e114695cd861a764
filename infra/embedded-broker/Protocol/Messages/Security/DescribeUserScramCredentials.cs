namespace MsaSample.Broker.Protocol.Messages.Security;

// DescribeUserScramCredentials (key 50), v0 (KIP-554); flexible.
// Null or no users mean all.
internal sealed record DescribeUserScramCredentialsRequest(
    IReadOnlyList<ScramUserName>? Users) : IRequest<DescribeUserScramCredentialsRequest>
{
    public IResponse Fail(ErrorCode error) => new DescribeUserScramCredentialsResponse(error, []);

    public static DescribeUserScramCredentialsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeUserScramCredentialsRequest(reader.ReadNullableArray<ScramUserName>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ScramUserName(string Name) : IReadable<ScramUserName>
{
    public static ScramUserName Read(ref KafkaReader reader, short version)
    {
        var name = new ScramUserName(reader.ReadString());
        reader.SkipTaggedFields();
        return name;
    }
}

internal sealed record DescribeUserScramCredentialsResponse(ErrorCode Error, IReadOnlyList<DescribedScramUser> Users) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(null);
        writer.WriteArray(Users, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedScramUser(
    string Name, ErrorCode Error, string? ErrorMessage, IReadOnlyList<DescribedScramCredential> Credentials)
    : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteArray(Credentials, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedScramCredential(ScramMechanism Mechanism, int Iterations) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt8((sbyte)Mechanism);
        writer.WriteInt32(Iterations);
        writer.WriteNoTaggedFields();
    }
}
