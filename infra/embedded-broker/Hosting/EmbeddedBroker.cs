using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Network;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Hosting;

/// <summary>
/// A durable single-node Kafka broker inside this process; Kafka clients connect to <see cref="BootstrapServers"/>. Records are written
/// to the operating system before they are acknowledged, so they survive if the process is killed.
/// </summary>
public sealed class EmbeddedBroker : IHostedService, IAsyncDisposable
{
    private readonly BrokerOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private LogDirectory? _directory;
    private ServiceProvider? _services;
    private Listener? _listener;
    private int _port;

    /// <summary>Creates a broker without starting it.</summary>
    public EmbeddedBroker(BrokerOptions options, ILoggerFactory? loggers = null, TimeProvider? clock = null)
    {
        (_options, _loggers, _clock) = (options, loggers ?? NullLoggerFactory.Instance, clock ?? TimeProvider.System);
        DataDirectory = IsTemporary ? TemporaryDirectory.NewPath(inMemory: options.Storage == StorageKind.Memory) : options.DataDirectory!;
    }

    /// <summary>Port of the listener; 0 before the broker is started.</summary>
    public int Port => _port;

    /// <summary><c>host:port</c> for a client's <c>bootstrap.servers</c>.</summary>
    /// <exception cref="InvalidOperationException">The broker is not started.</exception>
    public string BootstrapServers => _port != 0
        ? $"{_options.AdvertisedHost}:{_port.ToString(CultureInfo.InvariantCulture)}"
        : throw new InvalidOperationException("The broker is not started.");

    /// <summary>Directory of the logs.</summary>
    public string DataDirectory { get; }

    private bool IsTemporary => _options.DataDirectory is null || _options.Storage == StorageKind.Memory;

    /// <summary>Starts a broker for a test or a tool; by default on any free port and with a temporary directory.</summary>
    public static async Task<EmbeddedBroker> StartNewAsync(
        Action<BrokerOptions>? configure = null,
        ILoggerFactory? loggers = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        var options = new BrokerOptions { Port = 0 };
        configure?.Invoke(options);
        var broker = new EmbeddedBroker(options, loggers, clock);
        await broker.StartAsync(cancellationToken);
        return broker;
    }

    /// <summary>Opens the data directory, binds the port, recovers the logs, then accepts connections.</summary>
    /// <exception cref="IOException">The directory or the port is in use or cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_options.Storage == StorageKind.Memory)
                TemporaryDirectory.DeleteAbandonedInMemory();

            _directory = LogDirectory.Open(DataDirectory, _options.StorageOptions, _clock, _loggers.CreateLogger<LogDirectory>());
            _services = BrokerServices.Build(_options, _directory, _loggers, _clock);
            _listener = _services.GetRequiredService<Listener>();
            var port = await _listener.StartAsync(_options.ListenAddress, _options.Port, cancellationToken);
            _services.GetRequiredService<BrokerNode>().Port = port;
            _services.GetRequiredService<TopicCatalog>();
            _services.GetRequiredService<GroupCoordinator>();
            _services.GetRequiredService<TransactionCoordinator>();
            _services.GetRequiredService<BrokerGauges>();
            _listener.Accept();
            _port = port;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the connections, then closes the logs.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // First the connections, then the parts that served them; the logs close last.
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
            await listener.DisposeAsync();
        var (services, directory) = (Interlocked.Exchange(ref _services, null), Interlocked.Exchange(ref _directory, null));
        try
        {
            if (services is not null)
                await services.DisposeAsync();
        }
        finally
        {
            if (directory is not null)
                await CloseAsync(directory);
        }
    }

    private async Task CloseAsync(LogDirectory directory)
    {
        await directory.DisposeAsync();
        if (IsTemporary)
            TemporaryDirectory.Delete(DataDirectory);
    }
}
