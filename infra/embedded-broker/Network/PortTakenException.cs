using MsaSample.CommandLine.Ports;

namespace MsaSample.Broker.Network;

/// <summary>The port is in use by another process, which the message names when it can be found.</summary>
internal sealed class PortTakenException(int port, Exception inner) : IOException(PortOwner.DescribeTaken(port), inner);
