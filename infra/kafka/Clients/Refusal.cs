using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Kafka.Clients;

/// <summary>Finds the broker's error text in an exception of the client.</summary>
internal static class Refusal
{
    private const string BrokerSays = "Broker: ";

    /// <summary>The broker's text, without the client's prefix.</summary>
    public static string Reason(Error error)
    {
        var mark = error.Reason.LastIndexOf(BrokerSays, StringComparison.Ordinal);
        return mark < 0 ? error.Reason : error.Reason[(mark + BrokerSays.Length)..];
    }

    /// <summary>The first error of a topic, partition, group or resource, else that of the whole call.</summary>
    public static Error Of(KafkaException e) => All(e).FirstOrDefault(error => error.IsError) ?? e.Error;

    private static IEnumerable<Error> All(KafkaException e) => e switch
    {
        CreateTopicsException refused => refused.Results.Select(result => result.Error),
        DeleteTopicsException refused => refused.Results.Select(result => result.Error),
        CreatePartitionsException refused => refused.Results.Select(result => result.Error),
        DescribeTopicsException refused => refused.Results.TopicDescriptions.Select(result => result.Error),
        DescribeConfigsException refused => refused.Results.Select(result => result.Error),
        IncrementalAlterConfigsException refused => refused.Results.Select(result => result.Error),
        DescribeConsumerGroupsException refused => refused.Results.ConsumerGroupDescriptions.Select(result => result.Error),
        ListConsumerGroupsException refused => refused.Results.Errors,
        ListConsumerGroupOffsetsException refused => refused.Results.SelectMany(result => Errors(result.Error, result.Partitions)),
        AlterConsumerGroupOffsetsException refused => refused.Results.SelectMany(result => Errors(result.Error, result.Partitions)),
        DeleteConsumerGroupOffsetsException refused => Errors(refused.Result.Error, refused.Result.Partitions),
        DeleteGroupsException refused => refused.Results.Select(result => result.Error),
        _ => [],
    };

    private static IEnumerable<Error> Errors(Error ofTheGroup, IEnumerable<TopicPartitionOffsetError> partitions) =>
        partitions.Select(partition => partition.Error).Prepend(ofTheGroup);
}
