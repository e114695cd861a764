using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>
/// Fetch: whole batches from each partition. With too little to send it waits, without a thread, until one of its partitions
/// grows or the client's patience ends. Every fetch is a full one: session id 0 is answered, so no client keeps a session (KIP-227).
/// </summary>
internal sealed class FetchHandler(TopicCatalog catalog, TimeProvider clock) : IHandler<FetchRequest, FetchResponse>
{
    public async Task<FetchResponse?> HandleAsync(FetchRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        if (request.SessionId != 0 || request.SessionEpoch > 0)
            return new FetchResponse([], ErrorCode.FetchSessionIdNotFound);

        var read = new FetchRead(request, catalog);
        FetchWait? wait = null;
        try
        {
            while (true)
            {
                var response = read.Run();
                if (read.IsEnough || request.MaxWaitMs <= 0 || wait is { IsOver: true })
                    return response;

                response.Dispose();
                if (wait is null)
                    wait = new FetchWait(read.Logs, TimeSpan.FromMilliseconds(request.MaxWaitMs), clock); // then read again: an append may have come before
                else
                    await wait.NextAsync(cancellationToken);
            }
        }
        finally
        {
            wait?.Dispose();
        }
    }
}
