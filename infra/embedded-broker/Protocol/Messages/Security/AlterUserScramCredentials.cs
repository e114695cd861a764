namespace MsaSample.Broker.Protocol.Messages.Security;

// AlterUserScramCredentials (key 51), v0 (KIP-554); flexible.
// The client hashes the password: the broker never sees it.
internal sealed record AlterUserScramCredentialsRequest(
    IReadOnlyList<ScramDeletion> Deletions, IReadOnlyList<ScramUpsertion> Upsertions) : IRequest<AlterUserScramCredentialsRequest>
{
    public IResponse Fail(ErrorCode error) => new AlterUserScramCredentialsResponse(
        [.. Deletions.Select(d => d.Name).Concat(Upsertions.Select(u => u.Name)).Distinct()
            .Select(name => new AlteredScramUser(name, error, null))]);

    public static AlterUserScramCredentialsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new AlterUserScramCredentialsRequest(
            reader.ReadArray<ScramDeletion>(version), reader.ReadArray<ScramUpsertion>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ScramDeletion(string Name, ScramMechanism Mechanism) : IReadable<ScramDeletion>
{
    public static ScramDeletion Read(ref KafkaReader reader, short version)
    {
        var deletion = new ScramDeletion(reader.ReadString(), (ScramMechanism)reader.ReadInt8());
        reader.SkipTaggedFields();
        return deletion;
    }
}

internal sealed record ScramUpsertion(string Name, ScramMechanism Mechanism, int Iterations, byte[] Salt, byte[] SaltedPassword)
    : IReadable<ScramUpsertion>
{
    public static ScramUpsertion Read(ref KafkaReader reader, short version)
    {
        var upsertion = new ScramUpsertion(
            reader.ReadString(), (ScramMechanism)reader.ReadInt8(), reader.ReadInt32(), reader.ReadBytes(), reader.ReadBytes());
        reader.SkipTaggedFields();
        return upsertion;
    }
}

internal sealed record AlterUserScramCredentialsResponse(IReadOnlyList<AlteredScramUser> Users) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Users, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record AlteredScramUser(string Name, ErrorCode Error, string? ErrorMessage) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteNoTaggedFields();
    }
}
