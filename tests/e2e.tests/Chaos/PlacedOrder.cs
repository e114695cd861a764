namespace MsaSample.EndToEnd.Tests;

/// <summary>An acknowledged order, as its customer knows it; <paramref name="Key"/> is the Idempotency-Key of all attempts.</summary>
public sealed record PlacedOrder(string Key, string OrderId, string ProductId, int Qty)
{
    /// <summary>Whether a cancellation was acknowledged.</summary>
    public bool Cancelled { get; set; }
}
