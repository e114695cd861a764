namespace MsaSample.Broker.Network;

/// <summary>The port to listen on belongs to another process, which is named when that can be known.</summary>
internal sealed class PortTakenException(int port, Exception inner) : IOException($"port {port} is taken{Describe(port)}", inner)
{
    private static string Describe(int port) => PortOwner.Find(port) is var (name, id) ? $" (by {name}, pid {id})" : "";
}
