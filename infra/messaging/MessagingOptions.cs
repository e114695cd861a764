using System.ComponentModel.DataAnnotations;

namespace MsaSample.Messaging;

/// <summary>
/// The settings of the section <c>Messaging</c>; the bootstrap servers come from the setting <c>Kafka</c>, which all programs share.
/// </summary>
internal sealed class MessagingOptions
{
    public const string Section = "Messaging";

    /// <summary>Bootstrap servers, <c>host:port[,…]</c>.</summary>
    public string BootstrapServers { get; set; } = "localhost:9092";

    /// <summary>
    /// Kafka's <c>group.instance.id</c> (KIP-345), for an instance that is always restarted under the same name: it gets its partitions
    /// back at once. Null: a dynamic member, whose partitions go to the other members when it leaves.
    /// </summary>
    [RegularExpression("[A-Za-z0-9._-]{1,249}")]
    public string? GroupInstanceId { get; set; }

    /// <summary>How long the producer collects records for one request, in milliseconds.</summary>
    [Range(0, 100)]
    public double LingerMilliseconds { get; set; } = 0.5;

    /// <summary>The highest number of records applied in one transaction.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>
    /// The minimum time between the starts of two rounds of the relay, or of two consumer batches. The first one after a pause does not
    /// wait.
    /// </summary>
    public TimeSpan BusyInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How often an event is tried whose handler throws, before its key is parked.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// How far above the last applied version of its key an event may be. One further above becomes a dead letter, and does not move the
    /// version; a redrive applies it. Raise it before a copy is rebuilt of aggregates that have changed more often.
    /// </summary>
    [Range(1L, long.MaxValue)]
    public long MaxVersionJump { get; set; } = 1_000_000;

    /// <summary>The pause after the first failed attempt. It doubles with each further one, up to 5 s.</summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);
}
