using System.Collections.Concurrent;
using Confluent.Kafka;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Clients;

/// <summary>
/// Asks for metadata before anything else, because librdkafka itself would try to connect for ever; and remembers what it says meanwhile,
/// which is
/// the reason when nobody answers.
/// </summary>
internal sealed class Reachability(string server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<Error> _errors = [];

    /// <summary>For the error handler of the client.</summary>
    public void Note(Error error) => _errors.Enqueue(error);

    /// <summary>The cluster's metadata.</summary>
    /// <param name="ask">The client's own call for metadata, given the time that it may take.</param>
    /// <param name="stopped">Gives up the wait, though not the call.</param>
    /// <exception cref="ToolException">No broker answered in time.</exception>
    public async Task<Metadata> AskAsync(Func<TimeSpan, Metadata> ask, CancellationToken stopped)
    {
        try
        {
            return await Task.Run(() => ask(Patience), stopped).WaitAsync(stopped);
        }
        catch (KafkaException e) when (e.Error.IsLocalError)
        {
            throw new ToolException($"no Kafka answers at {server}: {Reason() ?? e.Error.Reason}");
        }
    }

    // The first that names a broker says why; that all brokers are down says only that.
    private string? Reason() => _errors.FirstOrDefault(error => error.Code != ErrorCode.Local_AllBrokersDown)?.Reason;
}
