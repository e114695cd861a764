namespace MsaSample.Launcher.Parts;

/// <summary>The instances of one service. Who waits for the service waits for one of them: the first.</summary>
internal sealed record ServiceParts(IReadOnlyList<Part> Instances)
{
    /// <inheritdoc cref="Part.After"/>
    public Part After(params ReadOnlySpan<Part?> parts)
    {
        foreach (var instance in Instances)
            instance.After(parts);

        return Instances[0];
    }
}
