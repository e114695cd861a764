namespace MsaSample.Load.Brokers;

/// <summary>The records of a run.</summary>
/// <param name="Size">Bytes of a record's value; it has no key and no headers.</param>
/// <param name="Partitions">Number of partitions of the topic, which get records in turn.</param>
/// <param name="Records">Number of records.</param>
internal sealed record Shape(int Size, int Partitions, int Records)
{
    public override string ToString() => $"{Size} B, {Partitions} partition{(Partitions == 1 ? "" : "s")}";
}
