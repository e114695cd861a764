// Left out: quotas (none can be set, so none is described).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>DescribeClientQuotas: answers that there are none, which kafka-configs asks before it describes a user.</summary>
internal sealed class DescribeClientQuotasHandler : IHandler<DescribeClientQuotasRequest, DescribeClientQuotasResponse>
{
    public DescribeClientQuotasResponse Handle(DescribeClientQuotasRequest request, RequestContext context) => new(ErrorCode.None);
}
