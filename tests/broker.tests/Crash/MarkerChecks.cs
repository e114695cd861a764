namespace MsaSample.Broker.Tests.Crash;

/// <summary>The transactional fields of a batch.</summary>
internal readonly record struct StoredBatch(long ProducerId, bool IsTransactional, bool IsControl);

/// <summary>Checks the transaction markers in a partition's log.</summary>
internal static class MarkerChecks
{
    /// <summary>Checks that each transaction has its marker, and that only few markers end no transaction.</summary>
    /// <param name="batches">The whole log, without open transactions.</param>
    /// <param name="surplus">
    /// How many markers may end no transaction: those of transactions without records in this partition, and those that were written a
    /// second time because a kill came before the completion was stored.
    /// </param>
    public static void Check(IEnumerable<StoredBatch> batches, int surplus)
    {
        HashSet<long> open = [];
        var useless = 0;
        foreach (var batch in batches.Where(batch => batch.IsTransactional))
        {
            if (!batch.IsControl)
                open.Add(batch.ProducerId);
            else if (!open.Remove(batch.ProducerId))
                useless++;
        }

        Assert.True(open.Count == 0, $"no marker ends what producers {string.Join(", ", open)} wrote");
        Assert.True(useless <= surplus, $"{useless} markers end nothing, at most {surplus} can be explained");
    }
}
