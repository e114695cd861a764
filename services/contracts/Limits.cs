namespace MsaSample.Contracts;

/// <summary>
/// The ranges of the events' fields. A writer accepts nothing beyond them, and a copy's columns hold whatever is within them; a limit may
/// be raised when all readers can store more.
/// </summary>
public static class Limits
{
    public const int ProductIdLength = 40;
    public const int NameLength = 100;
    public const int EmailLength = 254;
    public const int RoleLength = 10;
    public const int ReasonLength = 100;
    public const int MaxQty = 1_000_000_000;

    /// <summary>Times any quantity that a request may have, it is still a number of 64 bits.</summary>
    public const long MaxUnitPrice = 1_000_000_000_000;
}
