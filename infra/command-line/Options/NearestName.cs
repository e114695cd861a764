namespace MsaSample.CommandLine.Options;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest changed letters; null when none is near enough to be meant.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        var nearest = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate)))
            .MinBy(candidate => candidate.Distance);

        return nearest.Name is not null && nearest.Distance <= Math.Max(2, nearest.Name.Length / 2) ? nearest.Name : null;
    }

    /// <summary>The message for an unknown name; it ends with <paramref name="advice"/> when no candidate is near.</summary>
    public static string Refuse(string kind, string name, IEnumerable<string> candidates, string advice = "--help lists what there is") =>
        $"there is no {kind} {name}; {(Of(name, candidates) is { } nearest ? $"did you mean {nearest}?" : advice)}";

    /// <summary>Levenshtein's distance; a name that was only cut short at one end counts as near.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 3 && (b.StartsWith(a, StringComparison.Ordinal) || b.EndsWith(a.TrimStart('-'), StringComparison.Ordinal)))
            return 1;

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
