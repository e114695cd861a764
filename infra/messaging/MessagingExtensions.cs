using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.Data;
using MsaSample.Messaging.Consumer;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Relay;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging;

/// <summary>Registers the path of events: outbox, relay, Kafka, consumer, inbox.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Publishes every saved change of this service's aggregates, and applies the events it consumes: each effectively once, and in the
    /// order of its key. Call it after <see cref="DatabaseExtensions.AddServiceDatabase{TContext, TSqliteContext}"/>, with the service's
    /// context as <typeparamref name="TContext"/>.
    /// <code>
    /// builder.AddMessaging&lt;OrderDbContext&gt;(messaging => messaging
    ///     .Publishes&lt;OrderPlaced&gt;()
    ///     .Consumes&lt;StockReserved, OnStockReserved&gt;());
    /// </code>
    /// The host's application name is the consumer group, and <c>ce_source</c> of the events. Reads the setting <c>Kafka</c> (bootstrap
    /// servers, default <c>localhost:9092</c>) and the section <c>Messaging</c>. Adds the health check <c>broker</c>, tag <c>ready</c>.
    /// </summary>
    public static IHostApplicationBuilder AddMessaging<TContext>(this IHostApplicationBuilder builder, Action<MessagingBuilder> configure)
        where TContext : DbContext
    {
        var declared = new MessagingBuilder(builder.Environment.ApplicationName);
        configure(declared);
        var services = builder.Services;
        foreach (var subscription in declared.Subscriptions.Values)
            subscription.AddHandler(services);

        services.AddSingleton(new MessagingTopology(declared));
        services.AddOptions<MessagingOptions>()
            .Bind(builder.Configuration.GetSection(MessagingOptions.Section))
            .Configure(options => options.BootstrapServers = builder.Configuration["Kafka"] ?? options.BootstrapServers)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<MessagingTelemetry>();
        services.AddSingleton(provider => new ServiceContexts(
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<DatabaseDialect>(),
            scope => scope.GetRequiredService<TContext>()));

        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxWriter>();
        services.AddSingleton<IInterceptor, OutboxInterceptor>();
        services.AddSingleton<KafkaClients>();
        services.AddSingleton<BrokerContact>();
        services.AddHostedSingleton<TopicSetup>();
        services.AddHostedSingleton<OutboxRelay>();

        services.AddScoped(typeof(EntityBatch<,>));
        services.AddSingleton<EventReader>();
        services.AddSingleton<OffsetTable>();
        services.AddSingleton<BatchApplier>();
        services.AddSingleton<CatchUp>();
        services.AddHostedSingleton<EventConsumer>();
        services.AddSingleton<DeadLetterOperations>();
        services.AddHostedSingleton<UnknownTypes>();
        services.AddValidation();

        services.AddHealthChecks().AddCheck<MessagingHealthCheck>("broker", tags: ["ready"]);
        return builder;
    }

    // Registered by its type as well, for those that ask it about its state.
    private static void AddHostedSingleton<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
