namespace MsaSample.Broker.Storage.Writing;

/// <summary>Callbacks that run after each append, such as those of fetches that wait for more records.</summary>
/// <param name="appendLock">Guards the list, so that a new watcher either sees the end of an append or is called for it.</param>
internal sealed class AppendWatchers(Lock appendLock)
{
    private Action[] _watchers = []; // replaced as a whole: calling them takes no lock

    /// <summary>Calls <paramref name="onAppend"/> after each append, outside the lock, until disposed; it must be quick.</summary>
    public IDisposable Add(Action onAppend)
    {
        lock (appendLock)
            _watchers = [.. _watchers, onAppend];

        return new Watch(this, onAppend);
    }

    public void Notify()
    {
        foreach (var watcher in Volatile.Read(ref _watchers))
            watcher();
    }

    private void Remove(Action onAppend)
    {
        lock (appendLock)
        {
            var index = Array.IndexOf(_watchers, onAppend);
            if (index >= 0)
                _watchers = [.. _watchers[..index], .. _watchers[(index + 1)..]];
        }
    }

    private sealed class Watch(AppendWatchers watchers, Action onAppend) : IDisposable
    {
        public void Dispose() => watchers.Remove(onAppend);
    }
}
