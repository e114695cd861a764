using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MsaSample.Events;

/// <summary>
/// What a field of an event may hold. Each rule returns null or what is wrong, so that the first defect of an event is
/// <c>EventRules.Id(OrderId) ?? EventRules.Range(Qty, 1, 1000)</c>.
/// </summary>
public static class EventRules
{
    // Both databases store every time from here on.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    /// <summary>An id that is not empty.</summary>
    public static string? Id(Guid value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value == Guid.Empty ? $"{Name(field)} is empty" : null;

    /// <summary>A text that is not empty, not too long (in UTF-16 units), and has no control characters.</summary>
    public static string? Text(string value, int maxLength, [CallerArgumentExpression(nameof(value))] string field = "") =>
        string.IsNullOrWhiteSpace(value) ? $"{Name(field)} is empty"
        : value.Length > maxLength ? $"{Name(field)} has {value.Length} characters; {maxLength} are allowed"
        : value.Any(char.IsControl) ? $"{Name(field)} has a control character"
        : null;

    /// <summary>This text and no other.</summary>
    public static string? Is(string value, string expected, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value == expected ? null : $"{Name(field)} is not {expected}";

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public static string? Range(long value, long min, long max, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value >= min && value <= max ? null : $"{Name(field)} is {value}; it must be from {min} to {max}";

    /// <summary>A time that a clock may have shown: from 1970 on.</summary>
    public static string? Time(DateTimeOffset value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        value >= Earliest ? null : $"{Name(field)} is before 1970";

    // "e.OrderId" and "OrderId" are orderId on the wire.
    private static string Name(string field) => JsonNamingPolicy.CamelCase.ConvertName(field[(field.LastIndexOf('.') + 1)..]);
}
