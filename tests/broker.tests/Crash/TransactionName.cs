using System.Globalization;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>The n-th transaction of a writer, which the value of each of its records names.</summary>
internal readonly record struct TransactionName(int Writer, int Number)
{
    /// <summary>The value of the i-th record.</summary>
    public string Record(int i) => string.Create(CultureInfo.InvariantCulture, $"{Writer}:{Number}:{i}");

    /// <summary>Parses a value that <see cref="Record"/> made.</summary>
    public static (TransactionName Transaction, int Index) Parse(string value)
    {
        var parts = value.Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return (new(parts[0], parts[1]), parts[2]);
    }
}
