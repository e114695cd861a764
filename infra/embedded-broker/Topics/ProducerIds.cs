using System.Globalization;
using MsaSample.Broker.Files;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>
/// Ids for idempotent producers, allocated in blocks: the end of a block is on disk before its first id is given out, so no id is
/// used twice, even after a crash.
/// </summary>
internal sealed class ProducerIds
{
    private const int BlockSize = 1000;

    private readonly Lock _taking = new();
    private readonly string _path;
    private long _next;
    private long _blockEnd;

    public ProducerIds(LogDirectory directory)
    {
        _path = Path.Combine(directory.Path, "producer-ids");
        _next = _blockEnd = File.Exists(_path) ? long.Parse(File.ReadAllText(_path), CultureInfo.InvariantCulture) : 0;
    }

    public long Take()
    {
        lock (_taking)
        {
            if (_next == _blockEnd)
            {
                AtomicFile.Write(_path, (_blockEnd + BlockSize).ToString(CultureInfo.InvariantCulture));
                _blockEnd += BlockSize;
            }

            return _next++;
        }
    }
}
