using System.Text.Json;
using System.Text.Json.Serialization;

namespace MsaSample.OrderService.Orders;

/// <summary>PENDING becomes CONFIRMED or REJECTED; PENDING and CONFIRMED may become CANCELLED.</summary>
public enum OrderStatus
{
    /// <summary>Placed; the stock is not reserved yet.</summary>
    [JsonStringEnumMemberName("PENDING")]
    Pending,

    /// <summary>The stock is reserved.</summary>
    [JsonStringEnumMemberName("CONFIRMED")]
    Confirmed,

    /// <summary>There is not enough stock, or no such product. Final.</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,

    /// <summary>Cancelled by the user. Final.</summary>
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,
}

internal static class OrderStatusExtensions
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    private static readonly Dictionary<OrderStatus, string> WireNames = Enum.GetValues<OrderStatus>()
        .ToDictionary(status => status, status => JsonSerializer.SerializeToElement(status, Json).GetString()!);

    /// <summary>The name of the status in JSON, in answers and events alike.</summary>
    public static string ToWireName(this OrderStatus status) => WireNames[status];
}
