using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Tests.Storage;

public sealed class ProducerStatesTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Fact]
    public void Append_DuplicateBatch_ReturnsTheOriginalOffset()
    {
        var log = _files.Open();
        for (var i = 0; i < 6; i++)
            log.Append(_files.BatchOf(7, sequence: i * 2, records: 2));

        for (var i = 1; i < 6; i++)
            Assert.Equal((ErrorCode.None, i * 2L), Outcome(log.Append(_files.BatchOf(7, i * 2, 2))));
        Assert.Equal(12, log.EndOffset);
    }

    [Fact]
    public void Append_OlderThanTheLastFive_IsOutOfOrder()
    {
        var log = _files.Open();
        for (var i = 0; i < 6; i++)
            log.Append(_files.BatchOf(7, sequence: i));

        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, log.Append(_files.BatchOf(7, 0)).Error);
    }

    [Theory]
    [InlineData(0, 3, nameof(ErrorCode.OutOfOrderSequenceNumber))] // a gap
    [InlineData(0, 2, nameof(ErrorCode.None))]
    [InlineData(-1, 2, nameof(ErrorCode.InvalidRecord))]
    [InlineData(1, 2, nameof(ErrorCode.OutOfOrderSequenceNumber))] // a new epoch starts at 0
    [InlineData(1, 0, nameof(ErrorCode.None))]
    public void Append_NextBatch_MustContinueTheSequence(short epoch, int sequence, string expected)
    {
        var log = _files.Open();
        log.Append(_files.BatchOf(7, 0, records: 2));

        Assert.Equal(expected, log.Append(_files.BatchOf(7, sequence, epoch: epoch)).Error.ToString());
    }

    [Fact]
    public void Append_OldEpoch_IsFenced()
    {
        var log = _files.Open();
        log.Append(_files.BatchOf(7, 0, epoch: 3));

        Assert.Equal(ErrorCode.InvalidProducerEpoch, log.Append(_files.BatchOf(7, 1, epoch: 2)).Error);
    }

    [Fact]
    public void Append_SequencePastInt32Max_WrapsToZero()
    {
        var log = _files.Open();

        Assert.Equal(ErrorCode.None, log.Append(_files.BatchOf(7, int.MaxValue - 1, records: 4)).Error);
        Assert.Equal((ErrorCode.None, 0L), Outcome(log.Append(_files.BatchOf(7, int.MaxValue - 1, records: 4))));
        Assert.Equal((ErrorCode.None, 4L), Outcome(log.Append(_files.BatchOf(7, 2))));
    }

    [Theory]
    [InlineData("clean shutdown")]
    [InlineData("crash")]
    [InlineData("crash, recovery point known")]
    [InlineData("crash, snapshot damaged")]
    [InlineData("crash, written offset known")]
    public void Append_DuplicateAfterARestart_IsRecognized(string how)
    {
        var config = new LogConfig { SegmentBytes = 1000 };
        var log = _files.Open(config);
        for (var i = 0; i < 30; i++)
        {
            log.Append(_files.BatchOf(7 + i % 2, sequence: i / 2));
            if (i is 10 or 27)
                log.AdvanceWrittenOffset();
        }

        if (how == "clean shutdown")
            log.Dispose();
        _files.Crash();
        if (how == "crash, snapshot damaged")
            File.WriteAllText(Directory.GetFiles(_files.Directory, "*.snapshot").Max()!, "?");

        var writtenOffset = how == "crash, written offset known" ? 28 : 0;
        var reopened = _files.Open(config, new LogState(how == "clean shutdown", how == "crash" ? 0 : 20, 0, writtenOffset));

        for (var i = 20; i < 30; i++)
            Assert.Equal((ErrorCode.None, (long)i), Outcome(reopened.Append(_files.BatchOf(7 + i % 2, i / 2))));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, reopened.Append(_files.BatchOf(7, 17)).Error);
        Assert.Equal((ErrorCode.None, 30L), Outcome(reopened.Append(_files.BatchOf(7, 15))));
    }

    [Fact]
    public void Dispose_SeveralTimes_KeepsOnlySnapshotsInUse()
    {
        for (var i = 0; i < 3; i++)
        {
            var log = _files.Open();
            log.Append(_files.BatchOf(7, sequence: i));
            log.Dispose();
        }

        Assert.Equal([_files.FileOf(3, ".snapshot")], Directory.GetFiles(_files.Directory, "*.snapshot"));
    }

    [Fact]
    public void ForgetProducersBefore_InactiveProducer_MayStartAtAnySequence()
    {
        var log = _files.Open();
        log.Append(_files.BatchOf(7, 0));

        log.ForgetProducersBefore(_files.Now + 1);

        Assert.Equal(ErrorCode.None, log.Append(_files.BatchOf(7, 100)).Error);
    }

    public void Dispose() => _files.Dispose();

    private static (ErrorCode, long) Outcome(AppendResult result) => (result.Error, result.BaseOffset);
}
