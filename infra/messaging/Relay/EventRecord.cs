using System.Globalization;
using System.Text;
using Confluent.Kafka;
using MsaSample.Data;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>The Kafka record of an outbox row.</summary>
internal static class EventRecord
{
    private static readonly byte[] SpecVersion10 = "1.0"u8.ToArray();
    private static readonly byte[] Json = "application/json"u8.ToArray();

    public static Message<string, byte[]> Create(OutboxRow row, byte[] source, string? traceParent) => new()
    {
        Key = row.Key,
        Value = row.Payload,
        Headers = CreateHeaders(row, source, traceParent),
    };

    private static Headers CreateHeaders(OutboxRow row, byte[] source, string? traceParent)
    {
        var headers = new Headers
        {
            { EventHeaders.SpecVersion, SpecVersion10 },
            { EventHeaders.Id, Utf8(row.EventId.ToString()) },
            { EventHeaders.Source, source },
            { EventHeaders.Type, Utf8(row.Type) },
            { EventHeaders.Time, Utf8(Rfc3339(row.CreatedAt)) },
            { EventHeaders.Subject, Utf8(row.Key) },
            { EventHeaders.AggregateVersion, Utf8(row.Version.ToString(CultureInfo.InvariantCulture)) },
            { EventHeaders.ContentType, Json },
        };
        if (traceParent is not null)
            headers.Add(EventHeaders.TraceParent, Utf8(traceParent));
        if (row.TraceState is not null)
            headers.Add(EventHeaders.TraceState, Utf8(row.TraceState));
        return headers;
    }

    private static string Rfc3339(long microseconds) =>
        UnixMicroseconds.ToTime(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
