using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Network;

/// <summary>From a frame to the response of the handler that its header names.</summary>
internal sealed class Dispatcher(IServiceProvider services)
{
    private static readonly ApiVersionsResponse UnsupportedApiVersions = new(
        ErrorCode.UnsupportedVersion,
        [new AdvertisedApi(ApiKey.ApiVersions, 0, ApiTable.Instance.Find(ApiKey.ApiVersions)!.Versions.Max)]);

    /// <summary>Answers one request.</summary>
    /// <exception cref="KafkaProtocolException">The API or its version is not spoken, or the body is malformed.</exception>
    public Task<Reply> DispatchAsync(Memory<byte> frame, string clientHost, CancellationToken cancellationToken)
    {
        var reader = new KafkaReader(frame);
        var header = RequestHeader.Read(ref reader);
        if (ApiTable.Instance.Find(header.Key) is not { } api)
            throw new KafkaProtocolException($"unknown API key {(short)header.Key}");

        if (!api.Versions.Serves(header.Version))
        {
            // A client that knows no common version yet can read version 0 of this one answer only (KIP-511).
            return header.Key == ApiKey.ApiVersions
                ? Task.FromResult(new Reply(header, UnsupportedApiVersions, BodyVersion: 0, Flexible: false))
                : throw new KafkaProtocolException($"{header.Key} version {header.Version} is not served");
        }

        reader.Flexible = api.Versions.IsFlexible(header.Version);
        reader.SkipTaggedFields();
        var context = new RequestContext(header.Version, header.ClientId, clientHost, cancellationToken);
        return AnswerAsync(header, reader.Flexible, api.HandleAsync(ref reader, context, services, cancellationToken));
    }

    private static async Task<Reply> AnswerAsync(RequestHeader header, bool flexible, Task<IResponse?> response) =>
        new(header, await response, header.Version, flexible);
}
