using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using MsaSample.Data;
using MsaSample.Events;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Outbox;

/// <summary>Turns changed aggregates into outbox rows.</summary>
internal sealed class OutboxWriter(MessagingTopology topology, TimeProvider clock)
{
    // Kafka refuses a record over 1 MB (message.max.bytes) at every attempt, and the row would block its key. Refused here, the caller sees
    // it.
    private const int MaxPayloadBytes = 900_000;

    public void AddEvents(DbContext context, PendingSave save)
    {
        var now = clock.GetUtcNow();
        foreach (var entry in context.ChangeTracker.Entries<IAggregate>().ToList())
        {
            if (entry.State is EntityState.Deleted)
                throw new InvalidOperationException(
                    $"{entry.Metadata.DisplayName()} is an aggregate and cannot be deleted: its copies would not be told.");

            if (entry.State is EntityState.Added or EntityState.Modified)
                save.Added(context.Add(CreateRow(entry, save, now)));
        }
    }

    private OutboxMessage CreateRow(EntityEntry<IAggregate> entry, PendingSave save, DateTimeOffset now)
    {
        var aggregate = entry.Entity;
        save.Raised(aggregate, aggregate.Version);
        entry.Property(nameof(IAggregate.Version)).CurrentValue = aggregate.Version + 1;

        var e = aggregate.ToEvent();
        var type = e.GetType();
        if (!topology.Published.TryGetValue(type, out var published))
            throw new InvalidOperationException(
                $"{topology.Service} saves {entry.Metadata.DisplayName()} as {type.Name}, which it does not declare: "
                + $"add .Publishes<{type.Name}>().");

        if (e.Version != aggregate.Version)
            throw new InvalidOperationException($"{type.Name} has version {e.Version}, its aggregate version {aggregate.Version}.");

        if (EventKey.FindDefect(e.Key) is { } defect)
            throw new InvalidOperationException($"{type.Name} cannot be published: {defect}.");

        if (e.FindDefect() is { } broken)
            throw new InvalidOperationException($"{type.Name} {e.Key} breaks its contract: {broken}.");

        var payload = JsonSerializer.SerializeToUtf8Bytes(e, type, EventJson.Options);
        if (payload.Length > MaxPayloadBytes)
            throw new InvalidOperationException($"{type.Name} {e.Key} has {payload.Length} bytes; {MaxPayloadBytes} are allowed.");

        var trace = TraceOrigins.Of(e.Key);
        return new OutboxMessage
        {
            EventId = Guid.CreateVersion7(now).ToByteArray(bigEndian: true),
            Topic = published.Topic.Name,
            Key = e.Key,
            Type = published.Type,
            Version = e.Version,
            Payload = payload,
            TraceParent = trace.TraceParent,
            TraceState = trace.TraceState,
            CreatedAt = UnixMicroseconds.From(now),
        };
    }
}
