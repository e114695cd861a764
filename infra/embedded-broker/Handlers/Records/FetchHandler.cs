using MsaSample.Broker.Metrics;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>
/// Fetch: whole batches from each partition. With too little to send it waits, without a thread, until one of its partitions
/// grows or the client's patience ends.
/// </summary>
internal sealed class FetchHandler(TopicCatalog catalog, FetchSessionCache sessions, TimeProvider clock) : IAsyncHandler<FetchRequest, FetchResponse>
{
    // First version that names topics by their ids (KIP-516).
    private const short TopicIdsFrom = 13;

    private int _waiting;

    /// <summary>Fetches that wait for records now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public async Task<FetchResponse> HandleAsync(FetchRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var turn = sessions.Begin(request, usesTopicIds: context.ApiVersion >= TopicIdsFrom);
        if (turn.Error != ErrorCode.None)
            return new FetchResponse([], turn.Error);

        var response = turn.Answer(await ReadAsync(request with { Topics = turn.Topics }, cancellationToken));
        if (BrokerMeter.CountsBytes)
            Count(response);
        return response;
    }

    private void Count(FetchResponse response)
    {
        foreach (var topic in response.Topics)
        {
            var bytes = topic.Partitions.Sum(partition => partition.Records.Length);
            if (bytes > 0 && (topic.Name ?? catalog.Find(topic.Id)?.Name) is { } name)
                BrokerMeter.Sent(name, bytes);
        }
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
                {
                    Interlocked.Increment(ref _waiting);
                    wait = new FetchWait(read.Logs, TimeSpan.FromMilliseconds(request.MaxWaitMs), clock); // then read again: an append may have come before
                }
                else
                {
                    await wait.NextAsync(cancellationToken);
                }
            }
        }
        finally
        {
            if (wait is not null)
            {
                wait.Dispose();
                Interlocked.Decrement(ref _waiting);
            }
        }
    }
}
