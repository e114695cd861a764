using System.ComponentModel.DataAnnotations;

namespace MsaSample.Messaging;

/// <summary>Section <c>Messaging</c>; the bootstrap servers come from the setting <c>Kafka</c>, which all programs share.</summary>
internal sealed class MessagingOptions
{
    public const string Section = "Messaging";

    /// <summary>Bootstrap servers, <c>host:port[,…]</c>.</summary>
    public string BootstrapServers { get; set; } = "localhost:9092";

    /// <summary>
    /// Kafka's <c>group.instance.id</c> (KIP-345), for an instance that is always started again under the same name: it then takes its
    /// partitions back at once. Null: a member like any other, whose partitions go to the others when it leaves.
    /// </summary>
    [RegularExpression("[A-Za-z0-9._-]{1,249}")]
    public string? GroupInstanceId { get; set; }

    /// <summary>How long the producer collects records for one request, milliseconds.</summary>
    [Range(0, 100)]
    public double LingerMilliseconds { get; set; } = 0.5;

    /// <summary>Most records applied in one transaction.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>Shortest time from the beginning of a round of the relay, or of a consumer batch, to the beginning of the next. The first after a pause does not wait.</summary>
    public TimeSpan BusyInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Attempts at an event that a handler refuses, before its key is parked.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause after the first failed attempt; it doubles with each further one, up to 5 s.</summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);
}
