namespace MsaSample.Launcher;

/// <summary>The system cannot start; the message is for the user and is shown without a stack trace.</summary>
internal sealed class LaunchException(string message) : Exception(message);
