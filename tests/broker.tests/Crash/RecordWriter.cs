using System.Globalization;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Writes 0, 1, 2, … to each partition of a topic, with many unacknowledged records, until it is told to stop.</summary>
internal sealed class RecordWriter(string servers, string topic, int partitions, bool idempotent, Ledger ledger)
{
    private const int UnderWay = 100;
    private const int Burst = 60;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    /// <summary>Number of records written to each partition.</summary>
    public int[] Written { get; } = new int[partitions];

    /// <summary>The n-th value.</summary>
    public static string Value(int n) => n.ToString(CultureInfo.InvariantCulture);

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        var config = FastClients.Producer(servers);
        config.EnableIdempotence = idempotent;
        using var room = new SemaphoreSlim(UnderWay);
        var producer = FastClients.Build(config);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // Pauses leave some of the disk's and the readers' time to the transactions.
            if (i % Burst == 0)
                stop.WaitHandle.WaitOne(Rest);
            room.Wait(CancellationToken.None);
            var partition = i % partitions;
            var value = Value(Written[partition]++);
            producer.Produce(new TopicPartition(topic, partition), new Message<Null, string> { Value = value }, report =>
            {
                if (report.Error.IsError)
                    ledger.Failures.Add($"{topic}: {report.Error.Reason}");
                else
                    ledger.Acknowledge(report.TopicPartitionOffset, value);
                room.Release();
            });
        }

        for (var i = 0; i < UnderWay; i++)
            room.Wait(CancellationToken.None);
        FastClients.End(producer);
    }
}
