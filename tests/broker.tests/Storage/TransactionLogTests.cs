using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>
/// Transactions in the log of one partition: last stable offset, aborted transactions, fencing, and their state after a restart.
/// </summary>
public sealed class TransactionLogTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Fact]
    public void LastStableOffset_OpenTransactions_IsTheFirstOfTheOldest()
    {
        var log = _files.Open();
        log.Append(_files.Batch());
        Write(log, producer: 7, sequence: 0);
        Write(log, producer: 8, sequence: 0);
        log.Append(_files.Batch());
        Assert.Equal((1, 4), (log.LastStableOffset, log.EndOffset));

        End(log, 7, commit: true);
        Assert.Equal((2, 5), (log.LastStableOffset, log.EndOffset));
        End(log, 8, commit: false);
        Assert.Equal((6, 6), (log.LastStableOffset, log.EndOffset));
    }

    [Fact]
    public void ReadCommitted_AbortedAndOpen_StopsAtTheLastStableOffsetAndReturnsTheAborted()
    {
        var log = _files.Open();
        Write(log, 7, 0);
        End(log, 7, commit: false);
        Write(log, 8, 0, records: 3);

        var bytes = log.ReadCommitted(0, int.MaxValue, atLeastOneBatch: true, out var aborted).Bytes();

        Assert.Equal([new AbortedTransaction(7, FirstOffset: 0, LastOffset: 1, LastStableOffset: 2)], aborted);
        Assert.Equal(_files.Transactional(7, 0).Length + new TransactionMarker(false, 0).ToBatch(7, 0, 0).Length, bytes.Length);
        Assert.Equal(0, log.ReadCommitted(2, int.MaxValue, atLeastOneBatch: true, out _).Length);
        Assert.Equal(3, log.BatchesFrom(0).Count);
    }

    [Fact]
    public void ReadCommitted_PartOfTheLog_ReturnsOnlyAbortedTransactionsOfThatPart()
    {
        var log = _files.Open(new LogConfig { IndexIntervalBytes = 1 });
        for (var i = 0; i < 50; i++)
        {
            Write(log, 7, i);
            End(log, 7, commit: false);
        }

        using var slice = log.ReadCommitted(20, 300, atLeastOneBatch: true, out var aborted);

        Assert.Equal(20, aborted[0].FirstOffset);
        Assert.InRange(aborted.Count, 1, 4);
    }

    [Fact]
    public async Task ReadCommitted_WhileTransactionsBeginAndEnd_ReturnsOnlyDecidedRecords()
    {
        const int Transactions = 5000;
        var log = _files.Open();
        var lastDecided = -1L; // offset of the last record whose marker is being written
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Transactions; i++)
            {
                Write(log, 7, i);
                Volatile.Write(ref lastDecided, 2 * i);
                End(log, 7, commit: true);
            }
        }, TestContext.Current.CancellationToken);

        for (var offset = 0L; offset < 2 * Transactions && !writing.IsFaulted;)
        {
            var slice = log.ReadCommitted(offset, int.MaxValue, atLeastOneBatch: true, out _);
            var decided = Volatile.Read(ref lastDecided);
            var bytes = slice.Bytes();
            for (var at = 0; at < bytes.Length; at += (int)new RecordBatch(bytes.AsSpan(at)).SizeInBytes)
                offset = new RecordBatch(bytes.AsSpan(at)).LastOffset + 1;
            Assert.InRange(offset, 0, decided + 2); // at most the offset after its marker
        }

        await writing;
    }

    [Theory]
    [InlineData("clean shutdown")]
    [InlineData("crash")]
    [InlineData("crash, older segments flushed")]
    [InlineData("crash, older index lost")]
    public void Restart_AbortedAndOpenTransactions_AreRestored(string how)
    {
        var config = new LogConfig { SegmentBytes = 600 };
        var log = _files.Open(config);
        for (var i = 0; i < 20; i++)
        {
            Write(log, 7 + i % 2, i / 2);
            if (i % 3 == 0)
                End(log, 7 + i % 2, commit: false);
        }

        Write(log, 9, 0);
        var before = (log.LastStableOffset, log.EndOffset, Aborted: log.AbortedTransactions(0, log.EndOffset));
        if (how == "clean shutdown")
            log.Dispose();
        _files.Crash();
        if (how == "crash, older index lost")
            File.Delete(_files.FileOf(0, ".index"));

        var reopened = _files.Open(config, new LogState(how == "clean shutdown", how == "crash" ? 0 : log.EndOffset - 8, 0));

        Assert.Equal(before.Aborted, reopened.AbortedTransactions(0, reopened.EndOffset));
        Assert.Equal((before.LastStableOffset, before.EndOffset), (reopened.LastStableOffset, reopened.EndOffset));
        Assert.True(reopened.HasOpenTransaction(9, 0));
        Assert.Equal(7, before.Aborted.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restart_MarkerFlushedAfterTheIndexWasSaved_IsRestored(bool powerLoss)
    {
        var log = _files.Open();
        Write(log, 7, 0);
        log.AdvanceWrittenOffset();
        var written = log.EndOffset;
        End(log, 7, commit: false);
        log.Flush(includeActive: true);
        _files.Crash();

        var reopened = _files.Open(state: new LogState(false, log.RecoveryPoint, 0, powerLoss ? 0 : written));

        Assert.Equal(2, log.RecoveryPoint);
        var aborted = Assert.Single(reopened.AbortedTransactions(0, 10));
        Assert.Equal((7, 0, 1), (aborted.ProducerId, aborted.FirstOffset, aborted.LastOffset));
    }

    [Fact]
    public void Append_TransactionalBatch_NeedsAnOpenTransaction()
    {
        var log = _files.Open();
        Assert.Equal(ErrorCode.InvalidTxnState, log.Append(_files.Transactional(7, 0)).Error);
        Write(log, 7, 0);

        Assert.Equal(ErrorCode.None, log.Append(_files.Transactional(7, 1)).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, log.Append(_files.BatchOf(7, 2)).Error); // not part of the open transaction
        End(log, 7, commit: true);
        Assert.Equal(ErrorCode.InvalidTxnState, log.Append(_files.Transactional(7, 2)).Error);
        Assert.Equal(ErrorCode.None, log.Append(_files.BatchOf(7, 2)).Error);
    }

    [Fact]
    public void Append_AfterAMarkerOfAHigherEpoch_FencesTheOldProducer()
    {
        var log = _files.Open();
        Write(log, 7, 0);
        End(log, 7, commit: false, epoch: 1);

        Assert.Equal(ErrorCode.InvalidProducerEpoch, log.Append(_files.Transactional(7, 1)).Error);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, End(log, 7, commit: true));
        var markerOfAnOldCoordinator = new TransactionMarker(true, -1).ToBatch(7, 1, _files.Now);
        Assert.Equal(ErrorCode.TransactionCoordinatorFenced, log.Append(markerOfAnOldCoordinator, AppendOrigin.Broker).Error);
        Assert.Equal(ErrorCode.InvalidRecord, log.Append(new TransactionMarker(true, 0).ToBatch(7, 1, _files.Now)).Error); // by a client
    }

    [Fact]
    public void ForgetProducersBefore_OpenTransaction_IsKept()
    {
        var log = _files.Open();
        Write(log, 7, 0);

        log.ForgetProducersBefore(_files.Now + 1);

        Assert.True(log.HasOpenTransaction(7, 0));
    }

    [Fact]
    public void ApplyRetention_SegmentWithAbortedTransactions_DeletesItsIndex()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 200, RetentionBytes = 0 });
        for (var i = 0; i < 6; i++)
        {
            Write(log, 7, i);
            End(log, 7, commit: false);
        }

        Assert.NotEmpty(Directory.GetFiles(_files.Directory, "*.txnindex"));
        log.ApplyRetention();

        Assert.Empty(Directory.GetFiles(_files.Directory, "*.txnindex"));
    }

    public void Dispose() => _files.Dispose();

    private void Write(PartitionLog log, long producer, int sequence, int records = 1) =>
        Assert.Equal(ErrorCode.None, log.Append(_files.Transactional(producer, sequence, records), AppendOrigin.VerifiedClient).Error);

    private ErrorCode End(PartitionLog log, long producer, bool commit, short epoch = 0) =>
        log.Append(new TransactionMarker(commit, CoordinatorEpoch: 0).ToBatch(producer, epoch, _files.Now), AppendOrigin.Broker).Error;
}
