using System.Text;

namespace MsaSample.Messaging.Topology;

/// <summary>Which record keys an event may have: those that both databases store and compare as they are.</summary>
internal static class EventKey
{
    public const int MaxLength = 255;

    /// <summary>What is wrong with a key; null if nothing is.</summary>
    public static string? FindDefect(string? key) =>
        string.IsNullOrEmpty(key) ? "there is no key"
        : key.Length > MaxLength ? $"the key has {key.Length} characters; {MaxLength} are allowed"
        : key.Any(char.IsControl) ? "the key has a control character"
        : key.EnumerateRunes().Contains(Rune.ReplacementChar) ? "the key is not Unicode text"
        : null;
}
