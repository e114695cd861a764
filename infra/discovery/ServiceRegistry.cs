using Microsoft.Extensions.Primitives;

namespace MsaSample.Discovery;

/// <summary>
/// The process's view of the registry: the last snapshot, and tokens that fire when it changes. While the registry does not answer, the
/// last known instances stay. Thread-safe.
/// </summary>
public sealed class ServiceRegistry
{
    private const string AnyService = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CancellationTokenSource> _changes = new(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource _firstFetch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RegistrySnapshot _current = RegistrySnapshot.Empty;

    /// <summary>The last snapshot of the registry.</summary>
    public RegistrySnapshot Current => _current;

    /// <summary>Completes when the registry has answered once.</summary>
    public Task FirstFetch => _firstFetch.Task;

    /// <summary>True while the registry does not answer, so that <see cref="Current"/> may be out of date.</summary>
    public bool IsStale { get; internal set; }

    /// <summary>Fires once, at the next change of the service's instances. Take the token before reading <see cref="Current"/>.</summary>
    public IChangeToken GetChangeToken(string service)
    {
        lock (_lock)
        {
            if (!_changes.TryGetValue(service, out var change))
                _changes[service] = change = new CancellationTokenSource();
            return new CancellationChangeToken(change.Token);
        }
    }

    /// <summary>Fires once, at the next change of any service. Take the token before reading <see cref="Current"/>.</summary>
    public IChangeToken GetChangeToken() => GetChangeToken(AnyService);

    /// <summary>
    /// Makes a newer snapshot current. Tokens fire after that, outside the lock, and only for services whose instances differ.
    /// </summary>
    internal void Publish(RegistrySnapshot next)
    {
        List<CancellationTokenSource> fired = [];
        lock (_lock)
        {
            var changed = next.DifferenceTo(_current);
            _current = next;
            foreach (var service in changed.Count > 0 ? changed.Append(AnyService) : [])
            {
                if (_changes.Remove(service, out var change))
                    fired.Add(change);
            }
        }

        _firstFetch.TrySetResult();
        foreach (var change in fired)
            change.Cancel();
    }
}
