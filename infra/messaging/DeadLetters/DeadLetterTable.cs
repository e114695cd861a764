using System.Globalization;
using MsaSample.Data;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>Reads and writes dead letters; <c>id</c> is the order of their arrival.</summary>
internal static class DeadLetterTable
{
    private const int MaxReasonLength = 2000;

    public static async Task AddAsync(SqlSession sql, List<DeadLetter> letters, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (letters.Count == 0)
            return;

        await sql.ExecuteAsync(
            "INSERT INTO dead_letter "
            + "(topic, partition_id, record_offset, record_key, type, version, payload, trace_parent, reason, created_at) VALUES "
            + SqlSession.PlaceholderRows(letters.Count, 10),
            [.. letters.SelectMany(letter => Row(letter, UnixMicroseconds.From(now)))],
            cancellationToken);
    }

    /// <summary>The dead letters of one key, oldest first.</summary>
    public static Task<List<StoredDeadLetter>> OfKeyAsync(SqlSession sql, string topic, string key, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id, topic, partition_id, record_offset, record_key, type, version, payload, trace_parent, reason, created_at "
            + "FROM dead_letter WHERE topic = @p0 AND record_key = @p1 ORDER BY id",
            [topic, key],
            Read,
            cancellationToken);

    /// <summary>The oldest dead letters of all keys, without payload.</summary>
    public static Task<List<StoredDeadLetter>> OldestAsync(SqlSession sql, int count, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id, topic, partition_id, record_offset, record_key, type, version, NULL, trace_parent, reason, created_at "
            + $"FROM dead_letter ORDER BY id LIMIT {count}",
            [],
            Read,
            cancellationToken);

    /// <summary>The dead letters that wait for a version of the service that knows their type.</summary>
    public static Task<List<(string Topic, string Key, string Type)>> OfUnknownTypesAsync(
        SqlSession sql, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT topic, record_key, type FROM dead_letter WHERE reason LIKE @p0 AND record_key IS NOT NULL AND type IS NOT NULL",
            [DeadLetter.UnknownType + "%"],
            reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2)),
            cancellationToken);

    public static Task DeleteAsync(SqlSession sql, IEnumerable<long> ids, CancellationToken cancellationToken) =>
        sql.ExecuteAsync($"DELETE FROM dead_letter WHERE id IN ({string.Join(',', ids)})", [], cancellationToken);

    private static object?[] Row(DeadLetter letter, long now)
    {
        var record = letter.Record;
        return
        [
            record.Topic, record.Partition, record.Offset, record.Key, ColumnText.Fit(record.Type, EventType.MaxLength), record.Version,
            letter.KeepBody ? record.Payload : null, record.Trace.TraceParent, ColumnText.Fit(Reason(letter), MaxReasonLength), now,
        ];
    }

    private static StoredDeadLetter Read(System.Data.Common.DbDataReader reader) => new(
        Id: reader.GetInt64(0),
        Topic: reader.GetString(1),
        Partition: reader.GetInt32(2),
        Offset: reader.GetInt64(3),
        Key: reader.IsDBNull(4) ? null : reader.GetString(4),
        Type: reader.IsDBNull(5) ? null : reader.GetString(5),
        Version: reader.IsDBNull(6) ? null : Convert.ToInt64(reader.GetValue(6), CultureInfo.InvariantCulture),
        Payload: reader.IsDBNull(7) ? null : (byte[])reader.GetValue(7),
        TraceParent: reader.IsDBNull(8) ? null : reader.GetString(8),
        Reason: reader.GetString(9),
        CreatedAt: UnixMicroseconds.ToTime(reader.GetInt64(10)));

    private static string Reason(DeadLetter letter) => letter.KeepBody ? letter.Reason
        : $"the database does not take its value of {letter.Record.Payload?.Length ?? 0} bytes, which is not kept here; {letter.Reason}";
}

/// <summary>A row of the dead-letter table.</summary>
internal sealed record StoredDeadLetter(
    long Id,
    string Topic,
    int Partition,
    long Offset,
    string? Key,
    string? Type,
    long? Version,
    byte[]? Payload,
    string? TraceParent,
    string Reason,
    DateTimeOffset CreatedAt);
