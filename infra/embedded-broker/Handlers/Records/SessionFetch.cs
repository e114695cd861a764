using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>One fetch of a session: the partitions to read, and the part of the result to send.</summary>
internal abstract class SessionFetch(IReadOnlyList<FetchTopic> topics, ErrorCode error = ErrorCode.None)
{
    /// <summary>The partitions to read, including those that the request omits because the session knows them.</summary>
    public IReadOnlyList<FetchTopic> Topics => topics;

    /// <summary>Not None when the session refuses the request.</summary>
    public ErrorCode Error => error;

    /// <summary>Makes the response from what was read; it takes over the leases of <paramref name="read"/>.</summary>
    public abstract FetchResponse Answer(FetchResponse read);
}

/// <summary>A fetch without a session, or the one that closes a session.</summary>
internal sealed class SessionlessFetch(IReadOnlyList<FetchTopic> topics) : SessionFetch(topics)
{
    public override FetchResponse Answer(FetchResponse read) => read;
}

/// <summary>A fetch whose session id or epoch is wrong.</summary>
internal sealed class RefusedFetch(ErrorCode error) : SessionFetch([], error)
{
    public override FetchResponse Answer(FetchResponse read) => read;
}

/// <summary>A fetch that opens a session: the response has all partitions.</summary>
internal sealed class FullFetch(FetchRequest request, bool usesTopicIds, FetchSessionCache cache) : SessionFetch(request.Topics)
{
    public override FetchResponse Answer(FetchResponse read)
    {
        var session = new FetchSession(request.Topics, usesTopicIds);
        session.Answer(read, full: true);
        return read with { SessionId = cache.TryAdd(session) ? session.Id : 0 };
    }
}

/// <summary>A later fetch of a session: the response has the changed partitions only.</summary>
internal sealed class IncrementalFetch(FetchSession session, int epoch, IReadOnlyList<FetchTopic> topics) : SessionFetch(topics)
{
    public override FetchResponse Answer(FetchResponse read)
    {
        lock (session)
        {
            if (session.Epoch == epoch)
                return session.Answer(read, full: false);
        }

        // Another request of the session arrived while this one waited.
        read.Dispose();
        return new FetchResponse([], ErrorCode.InvalidFetchSessionEpoch) { SessionId = session.Id };
    }
}
