using System.Collections.Concurrent;
using Confluent.Kafka;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Clients;

/// <summary>
/// Asks for metadata before anything else, because librdkafka itself would retry without end; keeps the client's errors, which are the
/// reason when no broker answers.
/// </summary>
internal sealed class Reachability(string server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<Error> _errors = [];

    /// <summary>Takes an error from the client's error handler.</summary>
    public void Note(Error error) => _errors.Enqueue(error);

    /// <summary>
    /// Returns the cluster's metadata. <paramref name="ask"/> is the client's call, with the time that it may take;
    /// <paramref name="stopped"/> ends the wait but not the call.
    /// </summary>
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

    // "All brokers are down" gives no reason; the first error of one broker does.
    private string? Reason() => _errors.FirstOrDefault(error => error.Code != ErrorCode.Local_AllBrokersDown)?.Reason;
}
