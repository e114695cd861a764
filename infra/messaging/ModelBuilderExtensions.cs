using Microsoft.EntityFrameworkCore;
using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging;

/// <summary>Adds messaging to a service's model.</summary>
public static class ModelBuilderExtensions
{
    /// <summary>
    /// Maps the outbox, and makes <see cref="IAggregate.Version"/> of every mapped aggregate its concurrency token. Call it last in
    /// <c>OnModelCreating</c>, when all entities are known. The tables are created by
    /// <see cref="MigrationBuilderExtensions.CreateMessagingTables"/>; EF's migrations ignore them.
    /// </summary>
    public static ModelBuilder AddMessaging(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("outbox", table => table.ExcludeFromMigrations());
            outbox.HasKey(message => message.EventId);
            outbox.Property(message => message.EventId).HasColumnName("event_id").ValueGeneratedNever();
            outbox.Property(message => message.Topic).HasColumnName("topic");
            outbox.Property(message => message.Key).HasColumnName("record_key");
            outbox.Property(message => message.Type).HasColumnName("type");
            outbox.Property(message => message.Version).HasColumnName("version");
            outbox.Property(message => message.Payload).HasColumnName("payload");
            outbox.Property(message => message.TraceParent).HasColumnName("trace_parent");
            outbox.Property(message => message.TraceState).HasColumnName("trace_state");
            outbox.Property(message => message.CreatedAt).HasColumnName("created_at");
        });

        foreach (var entity in model.Model.GetEntityTypes().Where(entity => typeof(IAggregate).IsAssignableFrom(entity.ClrType)).ToList())
            model.Entity(entity.ClrType).Property(nameof(IAggregate.Version)).IsConcurrencyToken();

        return model;
    }
}
