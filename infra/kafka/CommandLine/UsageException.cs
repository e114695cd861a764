namespace MsaSample.Kafka.CommandLine;

/// <summary>The flags cannot be understood; the message is the one line that the user reads.</summary>
internal sealed class UsageException(string message) : Exception(message);
