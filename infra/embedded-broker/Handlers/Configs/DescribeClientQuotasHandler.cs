using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>DescribeClientQuotas: nobody has one.</summary>
internal sealed class DescribeClientQuotasHandler : IHandler<DescribeClientQuotasRequest, DescribeClientQuotasResponse>
{
    public Task<DescribeClientQuotasResponse?> HandleAsync(
        DescribeClientQuotasRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<DescribeClientQuotasResponse?>(new DescribeClientQuotasResponse(ErrorCode.None));
}
