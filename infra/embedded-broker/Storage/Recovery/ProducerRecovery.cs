using System.Globalization;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>Restores the producer states of a log: from the newest snapshot that is valid, and from the batches after it.</summary>
internal sealed class ProducerRecovery(string directory)
{
    public ProducerStates States { get; private set; } = new();

    /// <summary>The snapshot in use covers the log below this offset; batches from here on must be added.</summary>
    public long From { get; private set; }

    /// <summary>
    /// Loads the newest valid snapshot, and deletes those above <paramref name="notAbove"/>: they cover batches that may turn out to be
    /// torn.
    /// </summary>
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

    /// <summary>Adds the current batch of a scan over headers, unless the snapshot in use covers it.</summary>
    public void Add(Segment segment, BatchScanner headers)
    {
        if (headers.Current.BaseOffset < From)
            return;

        if (!headers.Current.Attributes.IsControl)
        {
            States.Add(headers.Current);
            return;
        }

        // Whether a marker commits or aborts is in its record, so the whole batch is read.
        using var marker = new BatchScanner(segment.File, headers.Position, headers.Next, whole: true);
        if (marker.MoveNext())
            States.Add(marker.Current);
    }

    /// <summary>
    /// The states at the beginning of a segment whose indexes are about to be rebuilt. A segment below the snapshot in use gets its own
    /// states, which say where the transactions began that its markers end.
    /// </summary>
    public ProducerStates StatesAt(Segment segment)
    {
        if (From <= segment.BaseOffset)
            return States;

        var snapshot = ProducerSnapshot.PathOf(directory, segment.BaseOffset);
        return (File.Exists(snapshot) ? ProducerSnapshot.TryLoad(snapshot) : null) ?? new ProducerStates();
    }

    /// <summary>Forgets all producers: no record of the log is left.</summary>
    public void Clear() => States = new ProducerStates();

    private IEnumerable<(long Offset, string Path)> Snapshots() =>
        from path in Directory.GetFiles(directory, "*" + ProducerSnapshot.Suffix)
        let name = Path.GetFileNameWithoutExtension(path)
        let offset = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1
        where offset >= 0
        select (offset, path);
}
