namespace MsaSample.CommandLine.Ports;

/// <summary>The message for a port that another process listens on.</summary>
public static class PortTaken
{
    /// <summary>Names the port, its owner and the option that chooses another.</summary>
    public static string Describe(int port, string option) => Describe(PortOwner.DescribeTaken(port), option);

    /// <summary>The same for an error that names the port and its owner already.</summary>
    public static string Describe(string taken, string option) => $"{taken}; choose another with {option}";
}
