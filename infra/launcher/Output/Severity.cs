namespace MsaSample.Launcher.Output;

/// <summary>The severity of a log line.</summary>
internal enum Severity
{
    Information,
    Warning,
    Error,
}
