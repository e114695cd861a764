namespace MsaSample.Messaging.Inbox;

/// <summary>
/// What the inbox knows of one aggregate of one topic: the last version applied, and whether the aggregate is parked. The row of an
/// aggregate is never deleted, so a repeated event is recognised however late it arrives.
/// </summary>
internal sealed class InboxEntry(string key, long lastVersion, bool parked)
{
    private readonly long _readVersion = lastVersion;
    private readonly bool _readParked = parked;

    public string Key { get; } = key;

    public long LastVersion { get; set; } = lastVersion;

    /// <summary>True when an event of the key could not be applied: it and all later events of the key are dead letters.</summary>
    public bool Parked { get; set; } = parked;

    public bool VersionChanged => LastVersion != _readVersion;

    public bool ParkedChanged => Parked != _readParked;
}
