namespace MsaSample.Launcher;

/// <summary>
/// A service of the system: the name of its folder, and of what the rest calls it. The gateway gets these names from the launcher;
/// docker-compose.yml and infra/docker/Dockerfile repeat them, and ServiceListTests compares them all.
/// </summary>
/// <param name="Name">As <c>order-service</c>.</param>
/// <param name="After">The service that must be ready before this one starts.</param>
internal sealed record Service(string Name, string? After = null)
{
    public static IReadOnlyList<Service> All { get; } =
    [
        new("user-service"),
        new("catalog-service"),
        // Started when the catalog has published its products, so that its copy of them is complete soon after the start.
        new("order-service", After: "catalog-service"),
    ];
}
