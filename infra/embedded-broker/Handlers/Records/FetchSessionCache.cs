using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>
/// The fetch sessions of all clients (KIP-227). Clients disappear without closing theirs, so their number is limited: a new session
/// replaces one that was not used for two minutes, else a smaller one older than that, else the client gets no session.
/// </summary>
internal sealed class FetchSessionCache(TimeProvider clock)
{
    /// <summary>Kafka's <c>max.incremental.fetch.session.cache.slots</c>.</summary>
    public const int Slots = 1000;

    private const int NoSession = 0;
    private const int FirstEpoch = 0;
    private const int LastEpoch = -1;

    private static readonly TimeSpan MinEviction = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Slot> _sessions = [];

    // Least recently used first.
    private readonly LinkedList<Slot> _byUse = [];

    /// <summary>Number of open sessions.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _sessions.Count;
        }
    }

    /// <summary>Finds, opens or closes the session that a request names.</summary>
    /// <param name="request">Requests before v7 have no session.</param>
    /// <param name="usesTopicIds">Whether the request names topics by id; a session must not mix ids and names.</param>
    public SessionFetch Begin(FetchRequest request, bool usesTopicIds)
    {
        if (request.SessionEpoch is FirstEpoch or LastEpoch)
        {
            Remove(request.SessionId);
            return request.SessionEpoch == LastEpoch ? new SessionlessFetch(request.Topics) : new FullFetch(request, usesTopicIds, this);
        }

        if (Touch(request.SessionId) is not { } session)
            return new RefusedFetch(ErrorCode.FetchSessionIdNotFound);

        lock (session)
        {
            if (session.Epoch != request.SessionEpoch)
                return new RefusedFetch(ErrorCode.InvalidFetchSessionEpoch);
            if (session.UsesTopicIds != usesTopicIds)
                return new RefusedFetch(ErrorCode.FetchSessionTopicIdError);

            session.Update(request.Topics, request.Forgotten);
            if (session.Size == 0)
            {
                Remove(session.Id);
                return new SessionlessFetch([]);
            }

            session.Advance();
            return new IncrementalFetch(session, session.Epoch, session.Topics());
        }
    }

    /// <summary>Keeps a new session and gives it an id; false when there is no room for it.</summary>
    public bool TryAdd(FetchSession session)
    {
        lock (_lock)
        {
            if (_sessions.Count >= Slots && !TryEvict(session.Size))
                return false;

            do
                session.Id = Random.Shared.Next(NoSession + 1, int.MaxValue);
            while (_sessions.ContainsKey(session.Id));
            var now = clock.GetTimestamp();
            var slot = new Slot(session, now) { LastUsed = now };
            _sessions[session.Id] = slot;
            _byUse.AddLast(slot.Node);
            return true;
        }
    }

    private FetchSession? Touch(int id)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out var slot))
                return null;

            slot.LastUsed = clock.GetTimestamp();
            _byUse.Remove(slot.Node);
            _byUse.AddLast(slot.Node);
            return slot.Session;
        }
    }

    private void Remove(int id)
    {
        lock (_lock)
        {
            if (id != NoSession && _sessions.Remove(id, out var slot))
                _byUse.Remove(slot.Node);
        }
    }

    private bool TryEvict(int newSize)
    {
        var unused = _byUse.First!.Value;
        var victim = clock.GetElapsedTime(unused.LastUsed) > MinEviction
            ? unused
            : _byUse.Where(slot => slot.Session.Size < newSize && clock.GetElapsedTime(slot.Created) > MinEviction)
                .MinBy(slot => slot.Session.Size);
        if (victim is null)
            return false;

        _sessions.Remove(victim.Session.Id);
        _byUse.Remove(victim.Node);
        return true;
    }

    private sealed class Slot
    {
        public Slot(FetchSession session, long created)
        {
            (Session, Created) = (session, created);
            Node = new LinkedListNode<Slot>(this);
        }

        public FetchSession Session { get; }

        public long Created { get; }

        public long LastUsed { get; set; }

        public LinkedListNode<Slot> Node { get; }
    }
}
