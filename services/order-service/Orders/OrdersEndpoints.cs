using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

internal static class OrdersEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/{userId:guid}/orders").WithTags("Orders")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(403);
        orders.MapPost("/", PlaceOrder.HandleAsync).WithName(nameof(PlaceOrder))
            .RequireAuthorization(Policies.Self).ProducesProblem(409).ProducesProblem(422);
        orders.MapGet("/", ListOrders.HandleAsync).WithName(nameof(ListOrders)).RequireAuthorization(Policies.SelfOrAdmin);
        orders.MapGet("/{orderId:guid}", GetOrder.HandleAsync).WithName(nameof(GetOrder))
            .RequireAuthorization(Policies.SelfOrAdmin).ProducesProblem(404);
        orders.MapDelete("/{orderId:guid}", CancelOrder.HandleAsync).WithName(nameof(CancelOrder))
            .RequireAuthorization(Policies.SelfOrAdmin).ProducesProblem(404).ProducesProblem(409);
    }
}
