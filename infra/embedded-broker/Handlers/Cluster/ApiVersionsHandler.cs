using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>ApiVersions: the API table as it stands.</summary>
internal sealed class ApiVersionsHandler : IHandler<ApiVersionsRequest, ApiVersionsResponse>
{
    private static readonly ApiVersionsResponse Table = new(
        ErrorCode.None,
        [.. ApiTable.Instance.Apis.Select(api => new AdvertisedApi(api.Key, api.Versions.Min, api.Versions.Max))]);

    public ApiVersionsResponse Handle(ApiVersionsRequest request, RequestContext context) => Table;
}
