namespace MsaSample.Load.Brokers;

/// <summary>What the records of a run look like.</summary>
/// <param name="Size">Bytes of a record's value; it has no key and no headers.</param>
/// <param name="Partitions">Partitions of the topic, filled in turn.</param>
/// <param name="Records">How many are sent.</param>
internal sealed record Shape(int Size, int Partitions, int Records)
{
    public override string ToString() => $"{Size} B, {Partitions} partition{(Partitions == 1 ? "" : "s")}";
}
