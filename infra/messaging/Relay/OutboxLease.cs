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

    private readonly NamedLock _lock;
    private readonly DbCommand _select;

    private OutboxLease(NamedLock held)
    {
        _lock = held;
        _select = held.Connection.CreateCommand();
        _select.CommandText =
            "SELECT seq, event_id, topic, record_key, type, version, payload, trace_parent, trace_state, created_at "
            + $"FROM outbox ORDER BY seq LIMIT {OutboxRow.BatchSize}";
    }

    /// <summary>Waits until no other process relays.</summary>
    public static async Task<OutboxLease> AcquireAsync(DatabaseDialect dialect, CancellationToken cancellationToken) =>
        new(await dialect.AcquireLockAsync("relay", RenewWithin, cancellationToken));

    /// <summary>Reads the oldest rows. A row with a lower <c>seq</c> may still appear later: its transaction was slower.</summary>
    public async Task<List<OutboxRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<OutboxRow>();
        await using var reader = await _select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new OutboxRow(
                Sequence: reader.GetInt64(0),
                EventId: new Guid((byte[])reader.GetValue(1), bigEndian: true),
                Topic: reader.GetString(2),
                Key: reader.GetString(3),
                Type: reader.GetString(4),
                Version: reader.GetInt64(5),
                Payload: (byte[])reader.GetValue(6),
                TraceParent: reader.IsDBNull(7) ? null : reader.GetString(7),
                TraceState: reader.IsDBNull(8) ? null : reader.GetString(8),
                CreatedAt: reader.GetInt64(9)));
        }

        return rows;
    }

    /// <summary>Number of rows in the outbox.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var count = _lock.Connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM outbox";
        return Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
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

    public async ValueTask DisposeAsync()
    {
        await _select.DisposeAsync();
        await _lock.DisposeAsync();
    }
}
