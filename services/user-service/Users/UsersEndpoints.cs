using MsaSample.ServiceDefaults;
using MsaSample.UserService.Tokens;

namespace MsaSample.UserService.Users;

internal static class UsersEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users").ProducesValidationProblem();
        users.MapPost("/", RegisterUser.HandleAsync).WithName(nameof(RegisterUser)).ProducesProblem(409);
        users.MapGet("/", ListUsers.HandleAsync).WithName(nameof(ListUsers)).RequireAuthorization(Policies.Admin);
        users.MapGet("/{userId:guid}", GetUser.HandleAsync).WithName(nameof(GetUser))
            .RequireAuthorization(Policies.SelfOrAdmin).ProducesProblem(404);
        users.MapPatch("/{userId:guid}", RenameUser.HandleAsync).WithName(nameof(RenameUser))
            .RequireAuthorization(Policies.SelfOrAdmin).ProducesProblem(404);
        users.MapDelete("/{userId:guid}", DeactivateUser.HandleAsync).WithName(nameof(DeactivateUser))
            .RequireAuthorization(Policies.SelfOrAdmin).ProducesProblem(404);

        routes.MapPost("/login", LogIn.HandleAsync).WithName(nameof(LogIn)).WithTags("Users")
            .ProducesValidationProblem().ProducesProblem(401);
        routes.MapGet("/.well-known/jwks.json", GetKeys.Handle).WithName(nameof(GetKeys)).WithTags("Tokens");
    }
}
