namespace MsaSample.Kafka.CommandLine;

/// <summary>Kafka cannot do what was asked for; the message, behind the verb's own prefix, is the one line that the user reads.</summary>
internal sealed class ToolException(string message) : Exception(message);
