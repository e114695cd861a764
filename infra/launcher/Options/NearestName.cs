namespace MsaSample.Launcher.Options;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest changed letters, or null when none is near enough to be meant.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate)))
            .MinBy(candidate => candidate.Distance);

        return nearest.Name is not null && nearest.Distance <= Math.Max(2, nearest.Name.Length / 2) ? nearest.Name : null;
    }

    /// <summary>Levenshtein's distance; a name that only was cut short counts as near.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 3 && (b.StartsWith(a, StringComparison.Ordinal) || b.EndsWith(a.TrimStart('-'), StringComparison.Ordinal)))
            return 1;

        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
