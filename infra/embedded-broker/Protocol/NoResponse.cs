namespace MsaSample.Broker.Protocol;

/// <summary>Stands in for the response to a client that wants none: Produce with acks=0. Nothing is sent.</summary>
internal sealed class NoResponse : IResponse
{
    private NoResponse()
    {
    }

    public static NoResponse Instance { get; } = new();

    public void Write(KafkaWriter writer, short version) => throw new InvalidOperationException("The client wants no response.");
}
