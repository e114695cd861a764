using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Records the log lines from level Information on.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Lines.Enqueue(exception is null ? formatter(state, null) : $"{formatter(state, exception)}: {exception}");
    }

    public void Dispose()
    {
        // the lines are read after the broker has ended
    }
}
