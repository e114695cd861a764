using System.Globalization;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>Finds out what a log knew of its producers: from the newest snapshot that can be believed, and from the batches behind it.</summary>
internal sealed class ProducerRecovery(string directory)
{
    public ProducerStates States { get; private set; } = new();

    /// <summary>The snapshot in use holds what lies below this offset; batches from here on must still be added.</summary>
    public long From { get; private set; }

    /// <summary>Takes the newest whole snapshot, and deletes those above <paramref name="notAbove"/>: they tell of batches that may turn out to be torn.</summary>
    public void LoadSnapshot(long notAbove)
    {
        DeleteSnapshotsAbove(notAbove);
        foreach (var (offset, path) in Snapshots().OrderByDescending(static snapshot => snapshot.Offset))
        {
            if (ProducerSnapshot.TryLoad(path) is { } loaded)
            {
                (States, From) = (loaded, offset);
                return;
            }

            File.Delete(path);
        }
    }

    public void DeleteSnapshotsAbove(long offset)
    {
        foreach (var snapshot in Snapshots().Where(snapshot => snapshot.Offset > offset).ToArray())
            File.Delete(snapshot.Path);
    }

    /// <summary>Adds a batch of which only the header was read, unless the snapshot in use has it.</summary>
    public void Add(Segment segment, BatchScanner headers)
    {
        if (headers.Current.BaseOffset < From)
            return;

        if (!headers.Current.Attributes.IsControl)
        {
            States.Add(headers.Current);
            return;
        }

        // A marker's meaning lies in its record.
        using var marker = new BatchScanner(segment.File, headers.Position, headers.Next, whole: true);
        if (marker.MoveNext())
            States.Add(marker.Current);
    }

    /// <summary>The states at the beginning of a segment that is about to be read. One older than the snapshot in use needs its own, to know what its markers end.</summary>
    public ProducerStates StatesAt(Segment segment)
    {
        if (From <= segment.BaseOffset)
            return States;

        var snapshot = ProducerSnapshot.PathOf(directory, segment.BaseOffset);
        return (File.Exists(snapshot) ? ProducerSnapshot.TryLoad(snapshot) : null) ?? new ProducerStates();
    }

    /// <summary>Nothing of the log is left.</summary>
    public void Clear() => States = new ProducerStates();

    private IEnumerable<(long Offset, string Path)> Snapshots() =>
        from path in Directory.GetFiles(directory, "*" + ProducerSnapshot.Suffix)
        let known = long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : -1
        where known >= 0
        select (known, path);
}
