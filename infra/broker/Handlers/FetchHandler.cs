using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>
/// Fetch: whole batches from each partition. With too little to send it waits, without a thread, until one of its partitions
/// grows or the client's patience ends.
/// </summary>
internal sealed class FetchHandler(TopicCatalog catalog, FetchSessionCache sessions, TimeProvider clock) : IHandler<FetchRequest, FetchResponse>
{
    // First version that names topics by their ids (KIP-516).
    private const short TopicIdsFrom = 13;

    public async Task<FetchResponse?> HandleAsync(FetchRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var turn = sessions.Begin(request, usesTopicIds: context.ApiVersion >= TopicIdsFrom);
        if (turn.Error != ErrorCode.None)
            return new FetchResponse([], turn.Error);

        return turn.Answer(await ReadAsync(request with { Topics = turn.Topics }, cancellationToken));
    }

    private async Task<FetchResponse> ReadAsync(FetchRequest request, CancellationToken cancellationToken)
    {
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
