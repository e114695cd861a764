namespace MsaSample.Launcher;

/// <summary>The system cannot start, for a reason that is the user's to see: the message is shown as it is, without a stack trace.</summary>
internal sealed class LaunchException(string message) : Exception(message);
