namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The epoch of a consumer group. It rises when the members, their subscriptions or the subscribed topics change; a new target assignment
/// is then due.
/// </summary>
internal sealed class GroupEpoch(string groupId, GroupEnvironment env, ConsumerMembers members, UnsavedRecords unsaved)
{
    private const long NotResolved = -1;

    private long _catalogVersion = NotResolved; // of the topics that the subscriptions were resolved with
    private long _metadataHash;

    public int Value { get; private set; }

    /// <summary>The members' subscriptions, as of the last <see cref="RefreshSubscriptions"/>.</summary>
    public Subscriptions Subscriptions { get; private set; } = Subscriptions.None;

    /// <summary>Begins the next epoch.</summary>
    public void Bump()
    {
        Value++;
        Save();
        env.Logger.GroupEpochMoved(groupId, Value, members.Count);
    }

    /// <summary>Makes the next refresh resolve all subscriptions, because members or their subscriptions have changed.</summary>
    public void InvalidateSubscriptions() => _catalogVersion = NotResolved;

    /// <summary>
    /// Resolves the subscriptions, when they or the topics have changed. Topics that came, went or grew begin the next epoch, unless the
    /// current one has no target assignment yet.
    /// </summary>
    public void RefreshSubscriptions(int targetEpoch)
    {
        // Read first: a change of the topics from here on is seen by the next heartbeat.
        var version = env.Catalog.Version;
        if (version == _catalogVersion)
            return;

        _catalogVersion = version;
        Subscriptions = Subscriptions.Resolve(members.All, env.Catalog);
        if (Subscriptions.Hash == _metadataHash)
            return;

        _metadataHash = Subscriptions.Hash;
        if (Value == targetEpoch)
            Bump();
        else
            Save();
    }

    /// <summary>Takes over the group's record; null for its tombstone.</summary>
    public void Restore(byte[]? value) => (Value, _metadataHash) = value is null ? (0, 0) : ConsumerGroupRecords.ReadGroup(value);

    private void Save() => unsaved.Add(ConsumerGroupRecords.GroupVersion, ConsumerGroupRecords.Group(Value, _metadataHash));
}
