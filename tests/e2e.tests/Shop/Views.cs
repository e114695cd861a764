namespace MsaSample.EndToEnd.Tests;

/// <summary>An order as order-service shows it, and as user-service shows it in <c>orders[]</c>.</summary>
public sealed record OrderView(
    string OrderId, string ProductId, int Qty, long UnitPrice, long TotalPrice, string Status, string? Reason = null)
{
    /// <summary>Whether it will not change unless it is cancelled.</summary>
    public bool IsFinal => Status != "PENDING";
}

/// <summary>A user as user-service shows it.</summary>
public sealed record UserView(string UserId, string Email, string Name, IReadOnlyList<OrderView>? Orders = null);

/// <summary>A product as catalog-service shows it.</summary>
public sealed record ProductView(string ProductId, string ProductName, long UnitPrice, int Stock, DateTimeOffset CreatedAt);

/// <summary>The body of an answer to a log-in.</summary>
public sealed record LoginView(string Token, string UserId, DateTimeOffset ExpiresAt);
