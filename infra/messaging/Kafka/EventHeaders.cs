namespace MsaSample.Messaging.Kafka;

/// <summary>
/// The headers of a record: CloudEvents 1.0, Kafka protocol binding in binary mode (https://github.com/cloudevents/spec,
/// kafka-protocol-binding.md section 3.2), with the aggregate's version as an extension, and the trace as W3C headers.
/// </summary>
internal static class EventHeaders
{
    public const string SpecVersion = "ce_specversion";
    public const string Id = "ce_id";
    public const string Source = "ce_source";
    public const string Type = "ce_type";
    public const string Time = "ce_time";
    public const string Subject = "ce_subject";
    public const string AggregateVersion = "ce_aggregateversion";
    public const string ContentType = "content-type";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";
}
