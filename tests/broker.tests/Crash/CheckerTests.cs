using Confluent.Kafka;
using Xunit.Sdk;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>The checks of the crash tests find the errors that they look for: each is given correct and wrong histories.</summary>
public sealed class CheckerTests
{
    private static readonly TopicPartition Partition = new("t", 0);
    private static readonly TransactionName First = new(0, 0);
    private static readonly TransactionName Second = new(1, 0);

    [Theory]
    [InlineData("0 1 2", true)]
    [InlineData("0 1", false)] // the last one lost
    [InlineData("0 1 1 2", false)] // one twice
    [InlineData("0 2 1", false)] // two exchanged
    [InlineData("0 1 2 3", false)] // one that was not written
    public void CheckOnce_OfThreeWritten_AcceptsExactlyThose(string stored, bool right) =>
        Verify(right, () => RecordChecks.CheckOnce(Stored(stored.Split(' ')), written: 3));

    [Theory]
    [InlineData("a b", true)]
    [InlineData("a b b", true)] // a retry without idempotence
    [InlineData("a", false)]
    [InlineData("b a", false)]
    public void CheckAcknowledged_OfTwoRecords_WantsThemWhereTheyWere(string stored, bool right) =>
        Verify(right, () => RecordChecks.CheckAcknowledged(
            new Dictionary<TopicPartition, List<StoredRecord>> { [Partition] = Stored(stored.Split(' ')) },
            [(new(Partition, 0), "a"), (new(Partition, 1), "b")]));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(4, false)]
    [InlineData(-1001, false)]
    public void CheckNotLess_OfFive_WantsFiveOrMore(long found, bool right) =>
        Verify(
            right,
            () =>
                RecordChecks.CheckNotLess(
                    "is", new Dictionary<TopicPartition, long> { [Partition] = 5 },
                    new Dictionary<TopicPartition, long> { [Partition] = found }));

    [Theory]
    [InlineData("0:0:0 0:0:1", true)] // the second is uncertain: not at all,
    [InlineData("0:0:0 1:0:0 0:0:1 1:0:1", true)] // or whole, and between the first
    [InlineData("1:0:0 1:0:1", false)] // the committed one lost
    [InlineData("0:0:0", false)] // half of it lost
    [InlineData("0:0:0 0:0:1 1:0:0", false)] // half of the uncertain one
    [InlineData("0:0:1 0:0:0", false)] // out of order
    [InlineData("0:0:0 0:0:1 0:0:1", false)] // one twice
    [InlineData("0:0:0 0:0:1 2:0:0 2:0:1", false)] // an aborted one
    public void CheckWhole_OneCommittedOneUncertainOneNot_AcceptsWhatCanBe(string seen, bool right) =>
        Verify(right, () => TransactionChecks.CheckWhole([Stored(seen.Split(' '))], Outcomes(), recordsEach: 2));

    [Theory]
    [InlineData("0:0:0 1:0:0", true)]
    [InlineData("0:0:0 2:0:0", false)] // never committed
    [InlineData("0:0:0 0:0:0", false)] // twice
    public void CheckLive_OneNotCommitted_RefusesIt(string seen, bool right) =>
        Verify(right, () => TransactionChecks.CheckLive(Stored(seen.Split(' ')).Select(record => (Partition, record)), Outcomes()));

    [Theory]
    [InlineData("0 1 2", true)]
    [InlineData("0 1", false)] // its offsets are committed, the record is not there
    [InlineData("0 1 2 3", false)] // the offset went back
    [InlineData("0 1 1 2", false)]
    public void CheckCopy_CommittedAtThree_WantsThree(string copy, bool right) =>
        Verify(right, () => TransactionChecks.CheckCopy(Stored(copy.Split(' ')), committed: 3));

    [Theory]
    [InlineData("0 1", true)]
    [InlineData("0 0 1", false)]
    [InlineData("0 2", false)]
    public void CheckLiveCopy_GapOrRepetition_IsRefused(string seen, bool right) =>
        Verify(right, () => TransactionChecks.CheckLiveCopy(Stored(seen.Split(' '))));

    [Theory]
    [InlineData("7 7 commit7", true)]
    [InlineData("7 8 abort8 commit7", true)]
    [InlineData("7 commit7 commit7", false)] // a marker twice
    [InlineData("7", false)] // none
    [InlineData("7 8 commit8", false)] // none for one of them
    public void CheckMarkers_NoSurplusAllowed_WantsOnePerTransaction(string log, bool right) =>
        Verify(right, () => MarkerChecks.Check(log.Split(' ').Select(Batch), surplus: 0));

    private static Dictionary<TransactionName, Outcome> Outcomes() =>
        new() { [First] = Outcome.Committed, [Second] = Outcome.Unknown, [new(2, 0)] = Outcome.NotCommitted };

    private static List<StoredRecord> Stored(string[] values) => [.. values.Select((value, offset) => new StoredRecord(offset, value))];

    private static StoredBatch Batch(string text) => new(text[^1] - '0', IsTransactional: true, IsControl: text.Length > 1);

    private static void Verify(bool right, Action check)
    {
        if (right)
            check();
        else
            Assert.IsAssignableFrom<XunitException>(Record.Exception(check));
    }
}
