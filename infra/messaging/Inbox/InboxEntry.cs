namespace MsaSample.Messaging.Inbox;

/// <summary>
/// What this service knows of one aggregate of one topic: the last version it applied, and whether the aggregate is parked. One row per
/// aggregate for ever, so an event is recognised as applied however late it comes again.
/// </summary>
internal sealed class InboxEntry(string key, long lastVersion, bool parked)
{
    private readonly long _readVersion = lastVersion;
    private readonly bool _readParked = parked;

    public string Key { get; } = key;

    public long LastVersion { get; set; } = lastVersion;

    /// <summary>Parked: an event could not be applied; it and all later ones of the key wait as dead letters.</summary>
    public bool Parked { get; set; } = parked;

    public bool VersionChanged => LastVersion != _readVersion;

    public bool ParkedChanged => Parked != _readParked;
}
