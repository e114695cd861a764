using System.Text;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>Makes any text fit a column of both databases.</summary>
internal static class ColumnText
{
    /// <summary>
    /// Cuts a text to <paramref name="length"/> UTF-16 units at the most, never within a character, and replaces what a column does not
    /// give back: halves of surrogate pairs, and NUL, where SQLite ends a text.
    /// </summary>
    public static string? Fit(string? text, int length)
    {
        if (text is null)
            return null;

        var fitted = new StringBuilder(Math.Min(text.Length, length));
        foreach (var rune in text.EnumerateRunes())
        {
            if (fitted.Length + rune.Utf16SequenceLength > length)
                break;
            fitted.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return fitted.ToString();
    }
}
