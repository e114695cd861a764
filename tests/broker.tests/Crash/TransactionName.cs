using System.Globalization;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>The n-th transaction of a writer; each of its records says so.</summary>
internal readonly record struct TransactionName(int Writer, int Number)
{
    /// <summary>What the i-th record holds.</summary>
    public string Record(int i) => string.Create(CultureInfo.InvariantCulture, $"{Writer}:{Number}:{i}");

    /// <summary>What <see cref="Record"/> has written.</summary>
    public static (TransactionName Transaction, int Index) Parse(string value)
    {
        var parts = value.Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return (new(parts[0], parts[1]), parts[2]);
    }
}
