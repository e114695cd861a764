using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MsaSample.Broker.Groups;

/// <summary>Registers the group coordinator.</summary>
internal static class GroupServices
{
    public static IServiceCollection AddGroups(this IServiceCollection services)
    {
        services.TryAddSingleton(new GroupOptions());
        return services.AddSingleton<OffsetsTopic>().AddSingleton<GroupCoordinator>();
    }
}
