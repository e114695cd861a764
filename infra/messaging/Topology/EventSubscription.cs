using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.Events;

namespace MsaSample.Messaging.Topology;

/// <summary>A consumed event type and the handler that applies it, or one that is ignored, without their type parameters.</summary>
internal abstract class EventSubscription
{
    public abstract string Type { get; }

    public abstract EventTopic Topic { get; }

    /// <summary>True when there is no handler, because the service does without these events.</summary>
    public virtual bool IsIgnored => false;

    public abstract void AddHandler(IServiceCollection services);

    /// <exception cref="JsonException">The value is not this event.</exception>
    public abstract IEvent Deserialize(ReadOnlySpan<byte> json);

    public abstract Task LoadAsync(IServiceProvider scope, IReadOnlyList<object> events, CancellationToken cancellationToken);

    public abstract void Apply(IServiceProvider scope, object e);

    protected static TEvent Read<TEvent>(ReadOnlySpan<byte> json)
        where TEvent : class, IEvent =>
        JsonSerializer.Deserialize<TEvent>(json, EventJson.Options) ?? throw new JsonException("The value is null.");
}

internal sealed class EventSubscription<TEvent, THandler> : EventSubscription
    where TEvent : class, IEvent
    where THandler : class, IEventHandler<TEvent>
{
    public override string Type => TEvent.Type;

    public override EventTopic Topic { get; } = TEvent.Topic;

    public override void AddHandler(IServiceCollection services) => services.AddScoped<THandler>();

    public override IEvent Deserialize(ReadOnlySpan<byte> json) => Read<TEvent>(json);

    public override Task LoadAsync(IServiceProvider scope, IReadOnlyList<object> events, CancellationToken cancellationToken) =>
        scope.GetRequiredService<THandler>().LoadAsync([.. events.Cast<TEvent>()], cancellationToken);

    public override void Apply(IServiceProvider scope, object e) => scope.GetRequiredService<THandler>().Apply((TEvent)e);
}

/// <summary>An event that is read, so that its version counts, and not applied.</summary>
internal sealed class IgnoredEvent<TEvent> : EventSubscription
    where TEvent : class, IEvent
{
    public override string Type => TEvent.Type;

    public override EventTopic Topic { get; } = TEvent.Topic;

    public override bool IsIgnored => true;

    public override void AddHandler(IServiceCollection services)
    {
    }

    public override IEvent Deserialize(ReadOnlySpan<byte> json) => Read<TEvent>(json);

    public override Task LoadAsync(IServiceProvider scope, IReadOnlyList<object> events, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Type} is ignored.");

    public override void Apply(IServiceProvider scope, object e) => throw new InvalidOperationException($"{Type} is ignored.");
}
