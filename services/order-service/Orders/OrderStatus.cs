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

    /// <summary>There is no stock for it, or no such product. Final.</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,

    /// <summary>Taken back by the user. Final.</summary>
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,
}
