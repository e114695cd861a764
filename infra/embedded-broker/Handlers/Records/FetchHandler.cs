// Left out: reading from the nearest replica (rack_id), truncation by epochs (last_fetched_epoch), all that only followers send.
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>
/// Fetch: reads whole batches from each partition. With fewer bytes than the client asked for it waits, without holding a thread,
/// until one of the partitions grows or <c>max_wait_ms</c> has passed.
/// </summary>
internal sealed class FetchHandler(TopicCatalog catalog, FetchSessionCache sessions, TimeProvider clock)
    : IAsyncHandler<FetchRequest, FetchResponse>
{
    // First version that names topics by id (KIP-516).
    private const short TopicIdsFrom = 13;

    private int _waiting;

    /// <summary>Number of fetches that are waiting for records.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public async Task<FetchResponse> HandleAsync(FetchRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var fetch = sessions.Begin(request, usesTopicIds: context.ApiVersion >= TopicIdsFrom);
        if (fetch.Error != ErrorCode.None)
            return new FetchResponse([], fetch.Error);

        var response = fetch.Answer(await ReadAsync(request with { Topics = fetch.Topics }, cancellationToken));
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
                    // Then read again: an append may have come before the watch.
                    wait = new FetchWait(read.Logs, TimeSpan.FromMilliseconds(request.MaxWaitMs), clock);
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
