using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>DescribeClientQuotas: nobody has one.</summary>
internal sealed class DescribeClientQuotasHandler : IHandler<DescribeClientQuotasRequest, DescribeClientQuotasResponse>
{
    public DescribeClientQuotasResponse Handle(DescribeClientQuotasRequest request, RequestContext context) => new(ErrorCode.None);
}
