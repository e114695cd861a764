using System.Data.Common;
using System.Globalization;
using MsaSample.Data;
using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>
/// The right to relay the outbox, held by one process at a time. Rows are read and deleted on the connection that the lock is bound to, so
/// a relay that has lost its lease cannot delete rows beside its successor.
/// </summary>
internal sealed class OutboxLease : IAsyncDisposable
{
    /// <summary>The longest time between two renewals. The relay renews each second.</summary>
    private static readonly TimeSpan RenewWithin = TimeSpan.FromSeconds(10);

    /// <summary>The payload that is read at once, give or take one row: large rows must not fill the memory.</summary>
    private const long MaxPayloadBytes = 8 << 20;

    private const int MaxCount = 10_000;

    private const string Columns =
        "SELECT seq, event_id, topic, record_key, type, version, payload, trace_parent, trace_state, created_at FROM outbox";

    private readonly NamedLock _lock;
    private int _limit = OutboxRow.BatchSize;

    private OutboxLease(NamedLock held) => _lock = held;

    /// <summary>Waits until no other process relays.</summary>
    public static async Task<OutboxLease> AcquireAsync(DatabaseDialect dialect, CancellationToken cancellationToken) =>
        new(await dialect.AcquireLockAsync("relay", RenewWithin, cancellationToken));

    /// <summary>
    /// Reads the oldest rows, without those that wait because Kafka refused them. A row with a lower <c>seq</c> may still appear later: its
    /// transaction was slower.
    /// </summary>
    public async Task<List<OutboxRow>> ReadAsync(RefusedRows refused, CancellationToken cancellationToken)
    {
        var rows = new List<OutboxRow>();
        var bytes = 0L;
        await using var select = _lock.Connection.CreateCommand();
        select.CommandText = $"{Columns}{Without(refused, select)} ORDER BY seq LIMIT {_limit}";
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (bytes < MaxPayloadBytes && await reader.ReadAsync(cancellationToken))
        {
            var row = Read(reader);
            bytes += row.Payload.Length;
            rows.Add(row);
        }

        HasMore = rows.Count == _limit || bytes >= MaxPayloadBytes;
        // What was asked for and not taken has crossed the wire in vain.
        _limit = bytes < MaxPayloadBytes ? Math.Min(_limit * 2, OutboxRow.BatchSize) : rows.Count;
        return rows;
    }

    /// <summary>True when the last read did not reach the end of the outbox.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Number of rows in the outbox, counted up to 10,000: counting more takes longer than sending them.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var count = _lock.Connection.CreateCommand();
        count.CommandText = $"SELECT COUNT(*) FROM (SELECT seq FROM outbox LIMIT {MaxCount}) counted";
        return Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>When the oldest row was written, refused or not; null when there is none.</summary>
    public async Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken)
    {
        await using var oldest = _lock.Connection.CreateCommand();
        oldest.CommandText = "SELECT created_at FROM outbox ORDER BY seq LIMIT 1";
        return await oldest.ExecuteScalarAsync(cancellationToken) is { } time and not DBNull
            ? UnixMicroseconds.ToTime(Convert.ToInt64(time, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>
    /// Deletes the rows that Kafka has acknowledged, by number and never by range: a slower transaction may have committed a row in
    /// between. A delete that is lost in a power cut only sends its event again.
    /// </summary>
    public Task DeleteAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        _lock.ExecuteAsync($"DELETE FROM outbox WHERE seq IN ({string.Join(',', sequences)})", cancellationToken);

    /// <summary>Tells the database that the holder is alive.</summary>
    /// <exception cref="DbException">The lease is lost.</exception>
    public Task RenewAsync(CancellationToken cancellationToken) => _lock.RenewAsync(cancellationToken);

    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    private static string Without(RefusedRows refused, DbCommand select)
    {
        if (refused.IsEmpty)
            return "";

        var conditions = new List<string>();
        if (refused.WaitingTopics() is { Count: > 0 } topics)
            conditions.Add($"topic NOT IN ({List(topics)})");
        foreach (var (topic, keys) in refused.WaitingKeys())
            conditions.Add($"NOT (topic = {Parameter(topic)} AND record_key IN ({List(keys)}))");
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);

        string List(List<string> values) => string.Join(", ", values.Select(Parameter));

        string Parameter(string value)
        {
            var parameter = select.CreateParameter();
            parameter.ParameterName = "@p" + select.Parameters.Count;
            parameter.Value = value;
            select.Parameters.Add(parameter);
            return parameter.ParameterName;
        }
    }

    private static OutboxRow Read(DbDataReader reader) => new(
        Sequence: reader.GetInt64(0),
        EventId: new Guid((byte[])reader.GetValue(1), bigEndian: true),
        Topic: reader.GetString(2),
        Key: reader.GetString(3),
        Type: reader.GetString(4),
        Version: reader.GetInt64(5),
        Payload: (byte[])reader.GetValue(6),
        TraceParent: reader.IsDBNull(7) ? null : reader.GetString(7),
        TraceState: reader.IsDBNull(8) ? null : reader.GetString(8),
        CreatedAt: reader.GetInt64(9));
}
