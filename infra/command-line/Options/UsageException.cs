namespace MsaSample.CommandLine.Options;

/// <summary>The options do not make sense together; the message is the one line that the user reads.</summary>
public sealed class UsageException(string message) : Exception(message);
