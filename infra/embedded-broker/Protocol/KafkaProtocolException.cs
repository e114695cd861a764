namespace MsaSample.Broker.Protocol;

/// <summary>The request violates Kafka's protocol: its connection is closed without a response.</summary>
internal sealed class KafkaProtocolException(string message) : Exception(message);
