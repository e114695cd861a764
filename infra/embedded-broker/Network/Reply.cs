using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>A response and how it is written.</summary>
internal readonly record struct Reply(RequestHeader Header, IResponse Response, short BodyVersion, bool Flexible) : IDisposable
{
    public void WriteTo(KafkaWriter writer)
    {
        writer.Reset(Flexible);
        Header.WriteResponseHeader(writer);
        Response.Write(writer, BodyVersion);
    }

    public void Dispose() => (Response as IDisposable)?.Dispose();
}
