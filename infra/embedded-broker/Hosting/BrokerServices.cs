using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Handlers.Configs;
using MsaSample.Broker.Handlers.Records;
using MsaSample.Broker.Network;
using MsaSample.Broker.Security;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Hosting;

/// <summary>Registers the parts of one broker.</summary>
internal static class BrokerServices
{
    public static ServiceProvider Build(BrokerOptions options, LogDirectory directory, ILoggerFactory loggers, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(options);
        services.AddSingleton(options.TopicDefaults);
        services.AddSingleton(options.Limits);
        if (options.Tls is { } tls)
            services.AddSingleton(tls);
        if (options.Sasl is { } sasl)
            services.AddSingleton(sasl);
        services.AddSingleton(directory);
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(clock);
        services.AddSingleton(new BrokerNode(directory.Meta.ClusterId, options.AdvertisedHost));
        services.AddSingleton<INodeConfigs, BrokerConfigs>();
        services.AddSingleton<TopicCatalog>();
        services.AddSingleton<ConfigChanges>();
        services.AddSingleton<ProducerIds>();
        services.AddSingleton<FetchSessionCache>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton(provider => new ScramCredentials(directory.Path, provider.GetRequiredService<ILogger<ScramCredentials>>()));
        services.AddSingleton<SaslUsers>();
        services.AddSingleton<SaslAuthenticator>();
        services.AddSingleton<TlsLayer>();
        services.AddSingleton<RequestMemory>();
        services.AddSingleton<ConnectionQuota>();
        services.AddSingleton<ConnectionWatch>();
        services.AddSingleton<KafkaConnectionHandler>();
        services.AddSingleton<Listener>();
        services.AddGroups(options.Groups);
        services.AddTransactions();
        services.AddSingleton<BrokerGauges>();
        ApiTable.Instance.AddHandlers(services);
        return services.BuildServiceProvider();
    }
}
