using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage.Compaction;

public sealed class CompactionOfTransactionsTests
{
    [Fact]
    public async Task Compact_AbortedRecords_AreRemovedAndTheEarlierValueStays()
    {
        await using var log = new CompactionTesting();
        log.Put("k", "before");
        Write(log, 7, 0, ("k", "aborted"), ("only", "aborted"));
        End(log, 7, commit: false);
        log.Roll();

        log.Compact();

        Assert.Equal(["before"], log.Records().Where(r => r.Key != "filling").Select(r => r.Value));
        using var slice = log.Log.ReadCommitted(0, 1000, atLeastOneBatch: true, out var aborted);
        Assert.Equal((7L, 1L, 3L), (aborted.Single().ProducerId, aborted.Single().FirstOffset, aborted.Single().LastOffset));
    }

    [Fact]
    public async Task Compact_CommittedRecords_AreCompactedLikeOthers()
    {
        await using var log = new CompactionTesting();
        Write(log, 7, 0, ("k", "1"), ("other", "1"));
        End(log, 7, commit: true);
        Write(log, 7, 2, ("k", "2"));
        End(log, 7, commit: true);
        log.Roll();

        log.Compact();

        Assert.Equal([("other", "1"), ("k", "2")], log.Records().Where(r => r.Key != "filling").Select(r => (r.Key, r.Value)));
        Assert.Equal(2, Markers(log));
    }

    [Fact]
    public async Task Compact_OpenTransaction_IsNotCompacted()
    {
        await using var log = new CompactionTesting();
        Write(log, 7, 0, ("k", "open"));
        log.Put("k", "later");
        log.Roll();

        Assert.Equal(0, log.Compact());
        End(log, 7, commit: true);
        Assert.Equal(1, log.Compact());
        Assert.Equal(["later"], log.Records().Where(r => r.Key != "filling").Select(r => r.Value));
    }

    [Fact]
    public async Task Compact_MarkerWithoutRecords_IsRemovedAfterDeleteRetentionWithItsIndexEntry()
    {
        await using var log = new CompactionTesting();
        Write(log, 7, 0, ("k", "aborted"));
        End(log, 7, commit: false);
        Rounds(log, TimeSpan.Zero); // removes the records
        Assert.Equal(1, Markers(log));
        Rounds(log, TimeSpan.Zero); // finds the marker without records and sets its delete horizon
        Assert.Equal(1, Markers(log));

        Rounds(log, TimeSpan.FromHours(25));

        Assert.Equal(0, Markers(log));
        Assert.Empty(log.Log.AbortedTransactions(0, long.MaxValue));
        await log.ReopenAsync();
        Assert.Empty(log.Log.AbortedTransactions(0, long.MaxValue));
    }

    private static void Rounds(CompactionTesting log, TimeSpan after)
    {
        log.Clock.Advance(after);
        for (var i = 0; i < 5; i++)
            log.Roll();
        Assert.True(log.Compact() > 0);
    }

    private static int Markers(CompactionTesting log)
    {
        var markers = 0;
        for (long offset = 0; offset < log.Log.EndOffset;)
        {
            var batch = new RecordBatch(log.Log.Read(offset, 1, atLeastOneBatch: true).Bytes());
            markers += batch.Attributes.IsControl ? 1 : 0;
            offset = batch.LastOffset + 1;
        }

        return markers;
    }

    private static void Write(CompactionTesting log, long producer, int sequence, params (string, string?)[] records) =>
        log.Append(log.Batch(CompressionType.Lz4, (producer, 0, sequence), true, records), AppendOrigin.VerifiedClient);

    private static void End(CompactionTesting log, long producer, bool commit) =>
        log.Append(new TransactionMarker(commit, 0).ToBatch(producer, 0, log.Now), AppendOrigin.Broker);
}
