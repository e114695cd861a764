namespace MsaSample.Messaging;

/// <summary>A table of the library, with the statements that create it on each database.</summary>
/// <remarks>
/// Times are Unix microseconds; an event id is 16 bytes in network order. On MariaDB keys compare byte by byte, trailing spaces included:
/// two ids that differ are two aggregates.
/// </remarks>
internal sealed record TableSchema(string Name, string[] MariaDb, string[] Sqlite)
{
    public IEnumerable<string> For(string? provider) => provider switch
    {
        "Pomelo.EntityFrameworkCore.MySql" => MariaDb,
        "Microsoft.EntityFrameworkCore.Sqlite" => Sqlite,
        _ => throw new NotSupportedException(
            $"Messaging has no tables for the provider {provider}, only for MariaDB (Pomelo) and SQLite."),
    };
}
