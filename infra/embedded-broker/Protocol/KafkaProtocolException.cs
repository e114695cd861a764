namespace MsaSample.Broker.Protocol;

/// <summary>Bytes that are not Kafka's protocol: the connection they came on is closed, without an answer.</summary>
internal sealed class KafkaProtocolException(string message) : Exception(message);
