using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace MsaSample.Messaging;

/// <summary>The reliable path: outbox, relay, Kafka, consumer, inbox.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Publishes what this service's aggregates become, and applies what it consumes, each effectively once and in the order of its key.
    /// Call it after <see cref="DatabaseExtensions.AddServiceDatabase{TContext, TSqliteContext}"/>.
    /// <code>
    /// builder.AddMessaging&lt;OrderDbContext&gt;("order-service", messaging => messaging
    ///     .Publishes&lt;OrderPlaced&gt;()
    ///     .Consumes&lt;StockReserved, OnStockReserved&gt;());
    /// </code>
    /// Reads the setting <c>Kafka</c> (bootstrap servers, default <c>localhost:9092</c>). Adds the health check <c>broker</c>, tag <c>ready</c>.
    /// </summary>
    /// <typeparam name="TContext">The service's context.</typeparam>
    /// <param name="builder">The host being built.</param>
    /// <param name="service">The service's name: its consumer group, and <c>ce_source</c> of its events.</param>
    /// <param name="configure">Declares events.</param>
    public static IHostApplicationBuilder AddMessaging<TContext>(
        this IHostApplicationBuilder builder, string service, Action<MessagingBuilder> configure)
        where TContext : DbContext
    {
        var messaging = new MessagingBuilder(service);
        configure(messaging);
        foreach (var subscription in messaging.Subscriptions.Values)
            subscription.AddHandler(builder.Services);

        return builder;
    }
}
