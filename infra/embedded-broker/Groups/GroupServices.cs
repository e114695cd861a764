using Microsoft.Extensions.DependencyInjection;
using MsaSample.Broker.Groups.Offsets;

namespace MsaSample.Broker.Groups;

/// <summary>Registers the group coordinator.</summary>
internal static class GroupServices
{
    public static IServiceCollection AddGroups(this IServiceCollection services, GroupOptions options) =>
        services.AddSingleton(options).AddSingleton<OffsetsTopic>().AddSingleton<GroupCoordinator>();
}
