namespace MsaSample.Broker.Protocol.Messages.Security;

/// <summary>The access rules that a DescribeAcls or DeleteAcls request selects; null matches everything.</summary>
internal sealed record AclFilter(
    sbyte ResourceType,
    string? ResourceName,
    sbyte PatternType,
    string? Principal,
    string? Host,
    sbyte Operation,
    sbyte PermissionType) : IReadable<AclFilter>
{
    public static AclFilter Read(ref KafkaReader reader, short version)
    {
        var filter = new AclFilter(
            reader.ReadInt8(),
            reader.ReadNullableString(),
            reader.ReadInt8(),
            reader.ReadNullableString(),
            reader.ReadNullableString(),
            reader.ReadInt8(),
            reader.ReadInt8());
        reader.SkipTaggedFields();
        return filter;
    }
}
