using System.Globalization;
using System.Text;
using Confluent.Kafka;
using MsaSample.Messaging.Relay;

namespace MsaSample.Messaging.Kafka;

/// <summary>
/// CloudEvents 1.0, Kafka protocol binding in binary mode (https://github.com/cloudevents/spec, kafka-protocol-binding.md section 3.2), with the
/// aggregate's version as an extension and the trace as W3C headers.
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

    private static readonly byte[] SpecVersion10 = "1.0"u8.ToArray();
    private static readonly byte[] Json = "application/json"u8.ToArray();

    public static Headers Create(OutboxRow row, byte[] source, string? traceParent)
    {
        var headers = new Headers
        {
            { SpecVersion, SpecVersion10 },
            { Id, Utf8(row.EventId.ToString()) },
            { Source, source },
            { Type, Utf8(row.Type) },
            { Time, Utf8(UnixMicroseconds.ToTime(row.CreatedAt).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)) },
            { Subject, Utf8(row.Key) },
            { AggregateVersion, Utf8(row.Version.ToString(CultureInfo.InvariantCulture)) },
            { ContentType, Json },
        };
        if (traceParent is not null)
            headers.Add(TraceParent, Utf8(traceParent));
        if (row.TraceState is not null)
            headers.Add(TraceState, Utf8(row.TraceState));
        return headers;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
