namespace MsaSample.Broker.Network;

/// <summary>The port is in use by another process, which the message names when it can be found.</summary>
internal sealed class PortTakenException(int port, Exception inner) : IOException($"port {port} is taken{Describe(port)}", inner)
{
    private static string Describe(int port) => PortOwner.Find(port) is var (name, id) ? $" (by {name}, pid {id})" : "";
}
