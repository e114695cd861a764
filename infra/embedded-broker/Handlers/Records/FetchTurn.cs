using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>One fetch seen from its session: what is to be read, and what of the result the client does not know yet.</summary>
internal abstract class FetchTurn(IReadOnlyList<FetchTopic> topics, ErrorCode error = ErrorCode.None)
{
    /// <summary>Everything to read, also what the request left out because the session knows it.</summary>
    public IReadOnlyList<FetchTopic> Topics => topics;

    /// <summary>Not None when the session refuses the request.</summary>
    public ErrorCode Error => error;

    /// <summary>The response for the client, which takes over the leases of <paramref name="read"/>.</summary>
    public abstract FetchResponse Answer(FetchResponse read);
}

/// <summary>A fetch without a session; the last one of a session is such a one too.</summary>
internal sealed class SessionlessFetch(IReadOnlyList<FetchTopic> topics) : FetchTurn(topics)
{
    public override FetchResponse Answer(FetchResponse read) => read;
}

/// <summary>A fetch that does not fit the session it names.</summary>
internal sealed class RefusedFetch(ErrorCode error) : FetchTurn([], error)
{
    public override FetchResponse Answer(FetchResponse read) => read;
}

/// <summary>The first fetch of a session: all its partitions are answered.</summary>
internal sealed class FullFetch(FetchRequest request, bool usesTopicIds, FetchSessionCache cache) : FetchTurn(request.Topics)
{
    public override FetchResponse Answer(FetchResponse read)
    {
        var session = new FetchSession(request.Topics, usesTopicIds);
        session.Answer(read, full: true);
        return read with { SessionId = cache.TryAdd(session) ? session.Id : 0 };
    }
}

/// <summary>A later fetch of a session: only what changed is answered.</summary>
internal sealed class IncrementalFetch(FetchSession session, int epoch, IReadOnlyList<FetchTopic> topics) : FetchTurn(topics)
{
    public override FetchResponse Answer(FetchResponse read)
    {
        lock (session)
        {
            if (session.Epoch == epoch)
                return session.Answer(read, full: false);
        }

        // Another request of the session came while this one waited.
        read.Dispose();
        return new FetchResponse([], ErrorCode.InvalidFetchSessionEpoch) { SessionId = session.Id };
    }
}
