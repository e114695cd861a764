namespace MsaSample.Broker.Topics;

/// <summary>A partition by name, whether or not there is one.</summary>
internal readonly record struct TopicPartition(string Topic, int Partition);
