using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The partitions of a topic in the record of a member's current assignment; tag 0 holds the epoch at which each was assigned (KIP-1251).
/// </summary>
internal sealed record AssignedTopic(Guid TopicId, IReadOnlyList<int> Partitions, IReadOnlyList<int> Epochs)
    : IReadable<AssignedTopic>, IWritable
{
    public IEnumerable<KeyValuePair<TopicIdPartition, int>> Entries => Partitions.Select((partition, index) =>
        KeyValuePair.Create(new TopicIdPartition(TopicId, partition), index < Epochs.Count ? Epochs[index] : 0));

    public static AssignedTopic Read(ref KafkaReader reader, short version)
    {
        var (topicId, partitions) = (reader.ReadUuid(), reader.ReadInt32s());
        return new AssignedTopic(topicId, partitions, RecordValue.FindFirstTag(ref reader) ? reader.ReadInt32s() : []);
    }

    public void Write(KafkaWriter writer, short version)
    {
        var epochs = new KafkaWriter(flexible: true);
        epochs.WriteInt32s(Epochs);
        writer.WriteUuid(TopicId);
        writer.WriteInt32s(Partitions);
        writer.WriteFirstTag(epochs.Written.Span);
    }
}
