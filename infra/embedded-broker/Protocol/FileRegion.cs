using Microsoft.Win32.SafeHandles;

namespace MsaSample.Broker.Protocol;

/// <summary>Bytes of an open file, sent from there into the socket's buffers.</summary>
internal readonly record struct FileRegion(SafeFileHandle? Handle, long Position, int Length)
{
    public static FileRegion Empty => default;
}
