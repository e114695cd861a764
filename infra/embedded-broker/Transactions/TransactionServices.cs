using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MsaSample.Broker.Transactions;

/// <summary>Registers the transaction coordinator.</summary>
internal static class TransactionServices
{
    public static IServiceCollection AddTransactions(this IServiceCollection services)
    {
        services.TryAddSingleton(new TransactionOptions());
        return services.AddSingleton<TransactionMarkers>().AddSingleton<TransactionCoordinator>();
    }
}
