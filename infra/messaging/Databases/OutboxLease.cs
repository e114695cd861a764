using System.Data.Common;
using System.Globalization;
using MsaSample.Messaging.Relay;

namespace MsaSample.Messaging.Databases;

/// <summary>The right to relay the outbox, and the one connection it is bound to: what that connection cannot delete, nobody relays twice by mistake.</summary>
internal abstract class OutboxLease(DbConnection connection) : IAsyncDisposable
{
    private readonly DbCommand _select = SelectCommand(connection);

    protected DbConnection Connection { get; } = connection;

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

    /// <summary>Number of rows that wait.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var count = Connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM outbox";
        return Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Deletes what Kafka has acknowledged. By number, never by range: a slower transaction may have committed a row in between.</summary>
    public virtual async Task DeleteAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        await using var delete = Connection.CreateCommand();
        delete.CommandText = $"DELETE FROM outbox WHERE seq IN ({string.Join(',', sequences)})";
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Shows the database that the holder lives. Throws if the lease is gone.</summary>
    public abstract Task HeartbeatAsync(CancellationToken cancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        await _select.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static DbCommand SelectCommand(DbConnection connection)
    {
        var select = connection.CreateCommand();
        select.CommandText =
            "SELECT seq, event_id, topic, record_key, type, version, payload, trace_parent, trace_state, created_at "
            + $"FROM outbox ORDER BY seq LIMIT {OutboxRow.BatchSize}";
        return select;
    }
}
