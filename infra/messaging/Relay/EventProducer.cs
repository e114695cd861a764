using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Telemetry;

namespace MsaSample.Messaging.Relay;

/// <summary>Sends outbox rows to Kafka. After a fatal error a new producer must take over from the head of the outbox.</summary>
internal sealed class EventProducer : IDisposable
{
    private readonly IProducer<string, byte[]> _producer;
    private readonly byte[] _source;
    private volatile Error? _fatal;

    public EventProducer(KafkaClients clients, string service, bool oneRecordPerRequest = false)
    {
        _source = Encoding.UTF8.GetBytes("/" + service);
        _producer = clients.CreateProducer(error =>
        {
            if (error.IsFatal)
                _fatal = error;
        }, oneRecordPerRequest);
    }

    /// <summary>The fatal error, if there was one: the producer has lost its idempotent sequence, for example, or its permission.</summary>
    public Error? Fatal => _fatal;

    /// <summary>Gives all rows to the client at once; the returned batch collects the answers.</summary>
    public SendBatch Send(IReadOnlyList<OutboxRow> rows)
    {
        var batch = new SendBatch(rows);
        var refused = new HashSet<(string Topic, string Key)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var index = i;
            var row = rows[i];
            if (refused.Contains((row.Topic, row.Key)))
            {
                batch.Skip();
                continue;
            }

            var activity = StartActivity(row);
            var message = EventRecord.Create(row, _source, activity?.Id ?? row.TraceParent);
            try
            {
                _producer.Produce(row.Topic, message, report => OnAnswer(batch, index, report, activity));
            }
            catch (ProduceException<string, byte[]> exception)
            {
                refused.Add((row.Topic, row.Key));
                activity?.Dispose();
                batch.Fail(index, exception.Error);
            }
        }

        return batch;
    }

    public void Dispose() => _producer.Dispose();

    private static Activity? StartActivity(OutboxRow row)
    {
        var parent = ActivityContext.TryParse(row.TraceParent, row.TraceState, isRemote: true, out var context) ? context : default;
        var activity = MessagingTelemetry.Source.StartActivity($"publish {row.Topic}", ActivityKind.Producer, parent);
        if (activity is null)
            return null;

        activity.SetTag("messaging.system", "kafka");
        activity.SetTag("messaging.destination.name", row.Topic);
        activity.SetTag("messaging.kafka.message.key", row.Key);
        // Many activities are open at the same time; none is the parent of the next.
        Activity.Current = null;
        return activity;
    }

    private void OnAnswer(SendBatch batch, int index, DeliveryReport<string, byte[]> report, Activity? activity)
    {
        activity?.Dispose();
        if (report.Error.IsFatal)
            _fatal = report.Error;

        // "Possibly persisted" counts as not sent: the row stays and is sent again, and readers recognise its version.
        if (!report.Error.IsError && report.Status == PersistenceStatus.Persisted)
            batch.Acknowledge(index);
        else
            batch.Fail(index, report.Error);
    }
}
