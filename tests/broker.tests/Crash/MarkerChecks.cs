namespace MsaSample.Broker.Tests.Crash;

/// <summary>A batch as far as transactions are concerned.</summary>
internal readonly record struct StoredBatch(long ProducerId, bool IsTransactional, bool IsControl);

/// <summary>Looks at the markers of transactions in a partition's log.</summary>
internal static class MarkerChecks
{
    /// <summary>Each transaction has its marker, and hardly a marker ends nothing.</summary>
    /// <param name="batches">The whole log, with nothing open any more.</param>
    /// <param name="surplus">
    /// So many markers may end nothing: those of transactions that never got a record here, and those written again because a kill came
    /// before the note that they are.
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
