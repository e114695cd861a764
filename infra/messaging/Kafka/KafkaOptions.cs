using System.ComponentModel.DataAnnotations;

namespace MsaSample.Messaging.Kafka;

/// <summary>Section <c>Messaging</c>; the bootstrap servers come from the setting <c>Kafka</c>, which all programs share.</summary>
internal sealed class KafkaOptions
{
    public const string Section = "Messaging";

    /// <summary>Bootstrap servers, <c>host:port[,…]</c>.</summary>
    public string BootstrapServers { get; set; } = "localhost:9092";

    /// <summary>How long the producer collects records for one request, milliseconds.</summary>
    [Range(0, 100)]
    public double LingerMilliseconds { get; set; } = 0.5;

    /// <summary>Most records applied in one transaction.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a batch waits for more records once it has one. Under load a batch fills by itself while the one before it commits.</summary>
    public TimeSpan BatchWindow { get; set; } = TimeSpan.Zero;

    /// <summary>Attempts at an event that a handler refuses, before its key is parked.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause after the first failed attempt; it doubles with each further one, up to 5 s.</summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);
}
