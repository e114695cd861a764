namespace MsaSample.EndToEnd.Tests;

/// <summary>What the customer knows of an order: the system has acknowledged it, and perhaps its cancellation.</summary>
/// <param name="Key">The Idempotency-Key that every attempt carried.</param>
/// <param name="OrderId">The id in the acknowledgement.</param>
/// <param name="ProductId">What was ordered.</param>
/// <param name="Qty">How many.</param>
public sealed record PlacedOrder(string Key, string OrderId, string ProductId, int Qty)
{
    /// <summary>Whether a cancellation was acknowledged.</summary>
    public bool Cancelled { get; set; }
}
