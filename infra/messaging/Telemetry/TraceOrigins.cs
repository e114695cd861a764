using System.Diagnostics;

namespace MsaSample.Messaging.Telemetry;

/// <summary>
/// The trace that a new event continues. The event of a request continues the request's activity. A consumer saves many records at
/// once: there an event continues the trace of the last record with the same key (an order's reservation that of the order), or else that
/// of the batch's last record.
/// </summary>
internal sealed class TraceOrigins
{
    private static readonly AsyncLocal<TraceOrigins?> Ambient = new();

    private readonly Dictionary<string, TraceOrigin> _byKey = new(StringComparer.Ordinal);
    private TraceOrigin _last;

    public static TraceOrigins? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public static TraceOrigin Of(string key)
    {
        if (Current is { } origins)
            return origins._byKey.TryGetValue(key, out var origin) ? origin : origins._last;

        return Activity.Current is { } activity ? TraceOrigin.From(activity.Id, activity.TraceStateString) : default;
    }

    public void Add(string key, TraceOrigin origin) => _byKey[key] = _last = origin;
}
