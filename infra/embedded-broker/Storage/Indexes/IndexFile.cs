namespace MsaSample.Broker.Storage.Indexes;

/// <summary>An entry of fixed size in an index file, in Kafka's big-endian layout.</summary>
internal interface IIndexEntry<TSelf> where TSelf : struct, IIndexEntry<TSelf>
{
    static abstract int Size { get; }

    static abstract TSelf Read(ReadOnlySpan<byte> source);

    void Write(Span<byte> target);
}

/// <summary>
/// A sparse index, kept in memory once it is used and written to its file by <see cref="Save"/>. There is one writer; readers need no lock.
/// </summary>
/// <remarks>
/// After a crash the file may lack entries or be missing; recovery rebuilds it from the log, so saving at roll and close is enough.
/// </remarks>
internal abstract class IndexFile<TEntry>(string path)
    where TEntry : struct, IIndexEntry<TEntry>
{
    private readonly Lock _loading = new();
    private TEntry[]? _entries;
    private int _count;
    private int _saved;

    public string Path { get; } = path;

    public int Count => Entries.Length;

    public bool FileExists => File.Exists(Path);

    /// <summary>The entries, oldest first; loaded from the file on first use.</summary>
    public ReadOnlySpan<TEntry> Entries
    {
        get
        {
            if (Volatile.Read(ref _entries) is null)
                Load();

            // The count is read before the array: the writer publishes a grown array before the new count.
            var count = Volatile.Read(ref _count);
            return Volatile.Read(ref _entries).AsSpan(0, count);
        }
    }

    /// <summary>The last entry; null when there is none. Reads only this entry when the index is not in memory.</summary>
    public TEntry? Last
    {
        get
        {
            if (Volatile.Read(ref _entries) is not null)
                return Entries is [.., var last] ? last : null;

            if (!FileExists)
                return null;

            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var end = RandomAccess.GetLength(file) / TEntry.Size * TEntry.Size;
            if (end == 0)
                return null;

            var bytes = new byte[TEntry.Size];
            _ = RandomAccess.Read(file, bytes, end - TEntry.Size);
            return TEntry.Read(bytes);
        }
    }

    /// <summary>Drops all entries.</summary>
    public void Clear()
    {
        lock (_loading)
        {
            Volatile.Write(ref _count, 0);
            Volatile.Write(ref _entries, []);
            _saved = 0;
        }
    }

    /// <summary>Writes the new entries to the file and truncates it after the last one.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Save()
    {
        if (Volatile.Read(ref _entries) is null)
            return;

        var entries = Entries;
        var bytes = new byte[(entries.Length - _saved) * TEntry.Size];
        for (var i = _saved; i < entries.Length; i++)
            entries[i].Write(bytes.AsSpan((i - _saved) * TEntry.Size));

        using var file = File.OpenHandle(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, bytes, (long)_saved * TEntry.Size);
        RandomAccess.SetLength(file, (long)entries.Length * TEntry.Size);
        _saved = entries.Length;
    }

    /// <summary>Drops the first entry that matches and all entries after it.</summary>
    public void CutFrom(Func<TEntry, bool> predicate)
    {
        var kept = 0;
        foreach (var entry in Entries)
        {
            if (predicate(entry))
                break;
            kept++;
        }

        Volatile.Write(ref _count, kept);
        _saved = Math.Min(_saved, kept);
    }

    /// <summary>Flushes the saved file to disk (fsync).</summary>
    /// <exception cref="IOException">The file cannot be opened, or the flush failed.</exception>
    public void Flush()
    {
        try
        {
            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return; // never saved, or deleted with its segment
        }
    }

    protected void Append(TEntry entry)
    {
        var count = Entries.Length;
        var entries = _entries!;
        if (count == entries.Length)
            Array.Resize(ref entries, Math.Max(16, count * 2));

        entries[count] = entry;
        Volatile.Write(ref _entries, entries);
        Volatile.Write(ref _count, count + 1);
    }

    private void Load()
    {
        lock (_loading)
        {
            if (_entries is not null)
                return;

            var bytes = File.Exists(Path) ? File.ReadAllBytes(Path) : [];
            var entries = new TEntry[bytes.Length / TEntry.Size];
            for (var i = 0; i < entries.Length; i++)
                entries[i] = TEntry.Read(bytes.AsSpan(i * TEntry.Size));

            _saved = entries.Length;
            Volatile.Write(ref _count, entries.Length);
            Volatile.Write(ref _entries, entries);
        }
    }
}
