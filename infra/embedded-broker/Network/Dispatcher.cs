using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Handlers;
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>Turns a frame into the response of the handler that its header names.</summary>
internal sealed class Dispatcher(IServiceProvider services, ILogger<Dispatcher> logger)
{
    private static readonly ApiVersionsResponse UnsupportedApiVersions = new(
        ErrorCode.UnsupportedVersion,
        [new AdvertisedApi(ApiKey.ApiVersions, 0, ApiTable.Instance.Find(ApiKey.ApiVersions)!.Versions.Max)]);

    /// <summary>
    /// Answers one request. <paramref name="memory"/> holds its bytes and is disposed as soon as they are no longer needed.
    /// </summary>
    /// <exception cref="KafkaProtocolException">
    /// The API or version is not supported or not allowed yet, or the body is malformed.
    /// </exception>
    public Task<Reply> DispatchAsync(
        Memory<byte> frame, IDisposable? memory, string clientHost, SaslSession? sasl, CancellationToken cancellationToken)
    {
        var reader = new KafkaReader(frame);
        var header = RequestHeader.Read(ref reader);
        sasl?.Admit(header.Key);
        if (ApiTable.Instance.Find(header.Key) is not { } api)
            throw new KafkaProtocolException($"unknown API key {(short)header.Key}");

        if (!api.Versions.Serves(header.Version))
        {
            // The client does not know yet which versions the broker supports: it expects version 0 of this response (KIP-511).
            return header.Key == ApiKey.ApiVersions
                ? Task.FromResult(new Reply(header, UnsupportedApiVersions, BodyVersion: 0, Flexible: false))
                : throw new KafkaProtocolException($"{header.Key} version {header.Version} is not supported");
        }

        reader.Flexible = api.Versions.IsFlexible(header.Version);
        reader.SkipTaggedFields();
        var context = new RequestContext(header.Version, header.ClientId, clientHost, sasl);
        var request = api.Read(ref reader, header.Version);
        if (!request.PointsIntoFrame)
            memory?.Dispose();
        return AnswerAsync(api, header, request, context, reader.Flexible, cancellationToken);
    }

    private async Task<Reply> AnswerAsync(
        Api api, RequestHeader header, IRequest request, RequestContext context, bool flexible, CancellationToken cancellationToken)
    {
        try
        {
            var started = BrokerMeter.TimesRequests ? Stopwatch.GetTimestamp() : 0;
            var response = await api.HandleAsync(request, context, services, cancellationToken);
            if (started != 0)
                BrokerMeter.Answered(api.Name, Stopwatch.GetElapsedTime(started));
            return new Reply(header, response, header.Version, flexible);
        }
        catch (Exception e) when (e is not KafkaProtocolException && !cancellationToken.IsCancellationRequested)
        {
            BrokerMeter.Failed(api.Name);
            logger.RequestFailed(e, context.ClientHost, context.ClientId, header.Key, header.Version);
            return request.Fail(ErrorCode.UnknownServerError) is { } failure
                ? new Reply(header, failure, header.Version, flexible)
                : throw new RequestFailedException(header.Key);
        }
    }
}
