using System.Globalization;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Compares what readers of committed records see with what became of the transactions.</summary>
internal static class TransactionChecks
{
    /// <summary>A committed transaction is there whole and once, one that was never committed not at all, an uncertain one whole or not at all; all in order.</summary>
    public static void CheckWhole(IEnumerable<IReadOnlyList<StoredRecord>> partitions, TransactionalWriter writer)
    {
        var seen = partitions.SelectMany(InOrder).GroupBy(record => record.Transaction, record => record.Index).ToDictionary(transaction => transaction.Key, transaction => transaction.Order().ToList());
        var whole = Enumerable.Range(0, writer.RecordsEach).ToList();
        foreach (var (number, outcome) in writer.Outcomes)
        {
            var records = seen.GetValueOrDefault(number) ?? [];
            var right = outcome switch
            {
                Outcome.Committed => records.SequenceEqual(whole),
                Outcome.NotCommitted => records.Count == 0,
                _ => records.Count == 0 || records.SequenceEqual(whole),
            };
            Assert.True(right, $"transaction {number} ({outcome}) is seen as [{string.Join(',', records)}]");
        }
    }

    /// <summary>A reader that read all the while saw nothing that was never committed, nothing twice, and all in order.</summary>
    public static void CheckLive(CommittedReader reader, TransactionalWriter writer)
    {
        foreach (var partition in reader.Seen.GroupBy(seen => seen.Partition, seen => seen.Record))
            Assert.All(InOrder([.. partition]), record => Assert.NotEqual(Outcome.NotCommitted, writer.Outcomes[record.Transaction]));
    }

    private static List<(int Transaction, int Index)> InOrder(IReadOnlyList<StoredRecord> records)
    {
        var parsed = records.Select(record => record.Value.Split(':')).Select(parts => (Number(parts[0]), Number(parts[1]))).ToList();
        Assert.Equal(parsed.Distinct().Order(), parsed);
        return parsed;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
