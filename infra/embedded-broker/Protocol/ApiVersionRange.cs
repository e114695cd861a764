namespace MsaSample.Broker.Protocol;

/// <summary>The versions of one API that the broker supports.</summary>
/// <param name="Min">Lowest version advertised.</param>
/// <param name="Max">Highest version advertised and served.</param>
/// <param name="FlexibleFrom">First version in the flexible encoding (KIP-482); <see cref="Never"/> when there is none.</param>
internal readonly record struct ApiVersionRange(short Min, short Max, short FlexibleFrom)
{
    public const short Never = short.MaxValue;

    /// <summary>Lowest version served. Lower ones may be advertised only, for clients that rely on it (Produce, KAFKA-18659).</summary>
    public short ServedFrom { get; init; } = Min;

    public bool Serves(short version) => version >= ServedFrom && version <= Max;

    public bool IsFlexible(short version) => version >= FlexibleFrom;
}
