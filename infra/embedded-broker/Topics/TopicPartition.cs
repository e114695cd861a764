namespace MsaSample.Broker.Topics;

/// <summary>Names a partition, which need not exist.</summary>
internal readonly record struct TopicPartition(string Topic, int Partition);
