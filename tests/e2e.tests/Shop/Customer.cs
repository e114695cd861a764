using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>A registered user who is logged in, and who places, cancels and reads their own orders.</summary>
public sealed class Customer(Caller caller, string userId, string email)
{
    public Caller Caller => caller;

    public string UserId => userId;

    public string Email => email;

    /// <summary>The path of this user's orders.</summary>
    public string Orders => $"/order-service/{userId}/orders";

    /// <summary>Sends an order, and returns the answer whatever its status is.</summary>
    public Task<Answer> TryOrderAsync(string productId, int qty, string? idempotencyKey = null, long? unitPrice = null) =>
        caller.PostAsync(
            Orders, unitPrice is null ? new { productId, qty } : new { productId, qty, unitPrice }, idempotencyKey);

    /// <summary>Places an order, which must be accepted.</summary>
    public async Task<OrderView> OrderAsync(string productId, int qty = 1) =>
        (await TryOrderAsync(productId, qty)).Read<OrderView>(HttpStatusCode.Created);

    /// <summary>Places an order and waits until it is confirmed or rejected.</summary>
    public async Task<OrderView> OrderUntilFinalAsync(string productId, int qty = 1) =>
        await UntilFinalAsync((await OrderAsync(productId, qty)).OrderId);

    /// <summary>Waits until the order is no longer pending.</summary>
    public Task<OrderView> UntilFinalAsync(string orderId) =>
        Eventually.Value<OrderView>(
            $"the order {orderId} is no longer pending", async () => await GetAsync(orderId) is { IsFinal: true } order ? order : null);

    public async Task<OrderView> GetAsync(string orderId) => (await caller.GetAsync($"{Orders}/{orderId}")).Read<OrderView>();

    public Task<Answer> TryCancelAsync(string orderId) => caller.DeleteAsync($"{Orders}/{orderId}");

    /// <summary>All own orders, over all pages.</summary>
    public async Task<IReadOnlyList<OrderView>> ListAsync(int size = 1000)
    {
        var orders = new List<OrderView>();
        for (var page = $"{Orders}?page=0&size={size}"; page is not null;)
        {
            var answer = await caller.GetAsync(page);
            orders.AddRange(answer.Read<OrderView[]>());
            page = answer.NextPage;
        }
        return orders;
    }

    /// <summary>This user with <c>orders[]</c>, from user-service's own copy.</summary>
    public async Task<UserView> MeAsync(int? size = null) =>
        (await caller.GetAsync($"/user-service/users/{userId}" + (size is null ? "" : $"?size={size}"))).Read<UserView>();
}
