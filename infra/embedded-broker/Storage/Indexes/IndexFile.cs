namespace MsaSample.Broker.Storage.Indexes;

/// <summary>An entry of fixed size in an index file, big-endian as Kafka writes it.</summary>
internal interface IIndexEntry<TSelf> where TSelf : struct, IIndexEntry<TSelf>
{
    static abstract int Size { get; }

    static abstract TSelf Read(ReadOnlySpan<byte> source);

    void Write(Span<byte> target);
}

/// <summary>A sparse index: in memory while in use, in its file after <see cref="Save"/>. One writer; readers need no lock.</summary>
/// <remarks>After a crash the file may lag behind or be missing; recovery makes it anew from the log, so saving at roll and close is enough.</remarks>
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

    /// <summary>The entries so far, oldest first.</summary>
    public ReadOnlySpan<TEntry> Entries
    {
        get
        {
            if (Volatile.Read(ref _entries) is null)
                Load();

            // Count before array: a writer that grows publishes the array before the count.
            var count = Volatile.Read(ref _count);
            return Volatile.Read(ref _entries).AsSpan(0, count);
        }
    }

    /// <summary>The last entry; reads only that one when the index is not in memory.</summary>
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

    /// <summary>Forgets everything: the log is about to be indexed anew.</summary>
    public void Clear()
    {
        lock (_loading)
        {
            Volatile.Write(ref _count, 0);
            Volatile.Write(ref _entries, []);
            _saved = 0;
        }
    }

    /// <summary>Writes what the file does not hold yet and cuts off what it should not hold.</summary>
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

    /// <summary>Forgets the entries from the first one on that <paramref name="isBehind"/> names.</summary>
    public void CutWhere(Func<TEntry, bool> isBehind)
    {
        var kept = 0;
        foreach (var entry in Entries)
        {
            if (isBehind(entry))
                break;
            kept++;
        }

        Volatile.Write(ref _count, kept);
        _saved = Math.Min(_saved, kept);
    }

    /// <summary>Waits until the disk has what was saved (fsync).</summary>
    public void Flush()
    {
        try
        {
            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return; // never saved, or deleted meanwhile with its segment
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
