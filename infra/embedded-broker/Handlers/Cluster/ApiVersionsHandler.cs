// Left out: features (KIP-584), and the client's name and version (KIP-511), which are not kept.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>ApiVersions: lists the API table.</summary>
internal sealed class ApiVersionsHandler : IHandler<ApiVersionsRequest, ApiVersionsResponse>
{
    private static readonly ApiVersionsResponse Table = new(
        ErrorCode.None,
        [.. ApiTable.Instance.Apis.Select(api => new AdvertisedApi(api.Key, api.Versions.Min, api.Versions.Max))]);

    public ApiVersionsResponse Handle(ApiVersionsRequest request, RequestContext context) => Table;
}
