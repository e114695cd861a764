using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Compares the records that read_committed readers see with the outcomes of the transactions.</summary>
internal static class TransactionChecks
{
    /// <summary>
    /// Checks that a committed transaction is seen whole and once, an uncommitted one not at all, and one of unknown outcome whole or not
    /// at all; all in order.
    /// </summary>
    public static void CheckWhole(
        IEnumerable<IReadOnlyList<StoredRecord>> partitions, IReadOnlyDictionary<TransactionName, Outcome> outcomes, int recordsEach)
    {
        var seen = partitions.SelectMany(InOrder)
            .GroupBy(record => record.Transaction, record => record.Index)
            .ToDictionary(transaction => transaction.Key, transaction => transaction.Order().ToList());
        var whole = Enumerable.Range(0, recordsEach).ToList();
        foreach (var (name, outcome) in outcomes)
        {
            var records = seen.GetValueOrDefault(name) ?? [];
            var right = outcome switch
            {
                Outcome.Committed => records.SequenceEqual(whole),
                Outcome.NotCommitted => records.Count == 0,
                _ => records.Count == 0 || records.SequenceEqual(whole),
            };
            Assert.True(right, $"{name} ({outcome}) is seen as [{string.Join(',', records)}]");
        }
    }

    /// <summary>Checks that a reader that ran during the kills saw only committed records, none twice, and all in order.</summary>
    public static void CheckLive(
        IEnumerable<(TopicPartition Partition, StoredRecord Record)> seen, IReadOnlyDictionary<TransactionName, Outcome> outcomes)
    {
        foreach (var partition in seen.GroupBy(seen => seen.Partition, seen => seen.Record))
            foreach (var (transaction, _) in InOrder([.. partition]))
                Assert.True(
                    outcomes[transaction] != Outcome.NotCommitted, $"{transaction} was seen in {partition.Key} and is not committed");
    }

    /// <summary>Checks a copy of 0, 1, 2, …: it has exactly the records up to the committed offset, once and in order.</summary>
    public static void CheckCopy(IEnumerable<StoredRecord> copy, long committed) =>
        Assert.Equal(Values(committed), copy.Select(record => record.Value));

    /// <summary>Checks that a reader that ran during the kills saw the beginning of the copy, without a gap.</summary>
    public static void CheckLiveCopy(IEnumerable<StoredRecord> seen)
    {
        var values = seen.Select(record => record.Value).ToList();
        Assert.Equal(Values(values.Count), values);
    }

    private static IEnumerable<string> Values(long count) => Enumerable.Range(0, (int)count).Select(RecordWriter.Value);

    // The records of all transactions, after a check that offsets rise and each writer's records are in order.
    private static List<(TransactionName Transaction, int Index)> InOrder(IReadOnlyList<StoredRecord> records)
    {
        Assert.True(records.Zip(records.Skip(1)).All(pair => pair.First.Offset < pair.Second.Offset), "offsets do not rise");
        var parsed = records.Select(record => TransactionName.Parse(record.Value)).ToList();
        foreach (var writer in parsed.GroupBy(record => record.Transaction.Writer, record => (record.Transaction.Number, record.Index)))
            Assert.Equal(writer.Distinct().Order(), writer);
        return parsed;
    }
}
