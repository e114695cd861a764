namespace MsaSample.Kafka.Commands;

/// <summary>
/// Kafka cannot do what was asked for; the message, behind the command's own prefix, is the one line that the user reads.
/// </summary>
internal sealed class ToolException(string message) : Exception(message);
