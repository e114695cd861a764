namespace MsaSample.Launcher.Output;

/// <summary>How much a log line matters to the person at the terminal.</summary>
internal enum Severity
{
    Information,
    Warning,
    Error,
}
