using Microsoft.Win32.SafeHandles;

namespace MsaSample.Broker.Protocol;

/// <summary>A region of an open file, to be sent to a client.</summary>
internal readonly record struct FileRegion(SafeFileHandle? Handle, long Position, int Length)
{
    public static FileRegion Empty => default;
}
