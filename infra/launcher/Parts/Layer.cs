namespace MsaSample.Launcher.Parts;

/// <summary>The order of stopping: the highest layer first, so that nobody loses what it still needs.</summary>
internal enum Layer
{
    Platform,
    Services,
    Edge,
}
