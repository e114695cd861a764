using MsaSample.Testing;

namespace MsaSample.Load.Brokers;

/// <summary>Apache Kafka from KAFKA_HOME, one node, with the heap that its own start script gives it.</summary>
internal sealed class KafkaBroker(ApacheKafka kafka) : IBrokerUnderLoad
{
    private const string Heap = "-Xms1G -Xmx1G";

    public string BootstrapServers => kafka.BootstrapServers;

    public int Pid => kafka.PidOf(1);

    public static async Task<IBrokerUnderLoad> StartAsync(bool fsync, CancellationToken ct) =>
        new KafkaBroker(await ApacheKafka.StartAsync(nodes: 1, fsync ? ["log.flush.interval.messages=1"] : [], Heap, ct));

    public Task StopAsync(CancellationToken ct) => kafka.StopNodeAsync(1, ct);

    public Task KillAsync() => kafka.KillNodeAsync(1);

    public Task ResumeAsync(CancellationToken ct) => kafka.ResumeNodeAsync(1, ct);

    public ValueTask DisposeAsync() => kafka.DisposeAsync();
}
