namespace MsaSample.Launcher.Processes;

internal enum ProcessStream
{
    Output,
    Error,
}
