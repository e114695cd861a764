using System.Globalization;
using MsaSample.Data;

namespace MsaSample.Messaging.Inbox;

/// <summary>Reads and writes many inbox rows with one statement, sorted by key so that two transactions cannot deadlock on them.</summary>
internal static class InboxTable
{
    /// <summary>
    /// Reads and locks the rows of <paramref name="keys"/>; a key without a row is at version 0. The lock keeps a redrive from unparking a
    /// key between this read and the commit.
    /// </summary>
    public static async Task<Dictionary<string, InboxEntry>> LockAsync(
        SqlSession sql, string topic, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var sorted = keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var entries = new Dictionary<string, InboxEntry>(sorted.Count, StringComparer.Ordinal);
        if (sorted.Count == 0)
            return entries;

        var found = await sql.QueryAsync(
            "SELECT record_key, last_version, parked FROM inbox WHERE topic = @p0 AND record_key IN "
            + SqlSession.Placeholders(1, sorted.Count) + sql.Dialect.ForUpdate,
            [topic, .. sorted],
            reader => new InboxEntry(
                reader.GetString(0), reader.GetInt64(1), parked: Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture) != 0),
            cancellationToken);
        foreach (var entry in found)
            entries.Add(entry.Key, entry);
        foreach (var key in sorted)
            entries.TryAdd(key, new InboxEntry(key, 0, parked: false));

        return entries;
    }

    public static async Task SaveAsync(SqlSession sql, string topic, IEnumerable<InboxEntry> entries, CancellationToken cancellationToken)
    {
        var sorted = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        await UpsertAsync(sql, topic, sorted.FindAll(entry => entry.VersionChanged), "last_version", cancellationToken);
        await UpsertAsync(sql, topic, sorted.FindAll(entry => entry.ParkedChanged), "parked", cancellationToken);
    }

    private static async Task UpsertAsync(
        SqlSession sql, string topic, List<InboxEntry> entries, string column, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return;

        await sql.ExecuteAsync(
            "INSERT INTO inbox (topic, record_key, last_version, parked) VALUES " + SqlSession.PlaceholderRows(entries.Count, 4)
            + sql.Dialect.OnConflictOverwrite("topic, record_key", column),
            [.. entries.SelectMany(entry => new object?[] { topic, entry.Key, entry.LastVersion, entry.Parked ? 1 : 0 })],
            cancellationToken);
    }
}
