using Confluent.Kafka;
using MsaSample.Data;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// The next offset to apply of each partition. It is moved in the transaction that applies the records, so offset and state always agree.
/// </summary>
internal sealed class OffsetTable(ServiceContexts contexts)
{
    /// <summary>The next offset of each partition; 0 for a partition that was never read.</summary>
    public Task<Dictionary<TopicPartition, long>> ReadAsync(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        contexts.InTransactionAsync(
            async sql =>
            {
                var offsets = new Dictionary<TopicPartition, long>();
                foreach (var topic in partitions.GroupBy(partition => partition.Topic))
                {
                    // The fence updates a row, so the row must exist.
                    await sql.ExecuteAsync(
                        sql.Dialect.InsertIgnore + " consumer_offset (topic, partition_id, next_offset) VALUES "
                        + string.Join(", ", topic.Select(partition => $"(@p0, {partition.Partition.Value}, 0)")),
                        [topic.Key],
                        cancellationToken);
                    var read = await ReadAsync(sql, topic.Key, topic.Select(p => p.Partition.Value), cancellationToken);
                    foreach (var (partition, offset) in read)
                        offsets[new TopicPartition(topic.Key, partition)] = offset;
                }

                return offsets;
            },
            cancellationToken);

    /// <summary>Sets a partition back to its beginning, for a log that no longer has the stored offset.</summary>
    public Task ResetAsync(TopicPartition partition, CancellationToken cancellationToken) =>
        contexts.InTransactionAsync(
            sql => sql.ExecuteAsync(
                "UPDATE consumer_offset SET next_offset = 0 WHERE topic = @p0 AND partition_id = @p1",
                [partition.Topic, partition.Partition.Value],
                cancellationToken),
            cancellationToken);

    /// <summary>
    /// Moves the offsets of one topic if the database still has the expected ones. A member that lost a partition without knowing it
    /// keeps fetching, but stops here and changes nothing.
    /// </summary>
    /// <exception cref="FencedException">Another instance moved an offset, or this one did and the answer to its commit was
    /// lost.</exception>
    public static async Task AdvanceAsync(SqlSession sql, IReadOnlyList<OffsetRange> ranges, CancellationToken cancellationToken)
    {
        var topic = ranges[0].Claim.Partition.Topic;
        var ends = string.Join(' ', ranges.Select(range => $"WHEN {range.Claim.Partition.Partition.Value} THEN {range.End}"));
        var begins = string.Join(" OR ", ranges.Select(range =>
            $"(partition_id = {range.Claim.Partition.Partition.Value} AND next_offset = {range.Begin})"));
        var moved = await sql.ExecuteAsync(
            $"UPDATE consumer_offset SET next_offset = CASE partition_id {ends} END WHERE topic = @p0 AND ({begins})",
            [topic],
            cancellationToken);
        if (moved != ranges.Count)
            throw new FencedException([.. ranges.Select(range => range.Claim)]);
    }

    private static async Task<Dictionary<int, long>> ReadAsync(
        SqlSession sql, string topic, IEnumerable<int> partitions, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            $"SELECT partition_id, next_offset FROM consumer_offset WHERE topic = @p0 AND partition_id IN ({string.Join(',', partitions)})",
            [topic],
            reader => (Partition: reader.GetInt32(0), Offset: reader.GetInt64(1)),
            cancellationToken);
        return rows.ToDictionary(row => row.Partition, row => row.Offset);
    }
}
