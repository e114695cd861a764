using MySqlConnector;

namespace MsaSample.Data.MariaDb;

/// <summary>The tables that a first migration left when it was killed.</summary>
internal static class UnfinishedMigration
{
    /// <summary>
    /// Drops all tables of the connection's database and returns their names. If any of them has a row, the database is in use: nothing is
    /// dropped.
    /// </summary>
    public static async Task<List<string>> DropEmptyTablesAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(connection, cancellationToken);
        foreach (var table in tables)
        {
            await using var any = new MySqlCommand($"SELECT EXISTS (SELECT 1 FROM {table})", connection);
            if (await any.ExecuteScalarAsync(cancellationToken) is not (0 or 0L))
                return [];
        }

        if (tables.Count > 0)
        {
            await using var drop = new MySqlCommand(
                $"SET SESSION foreign_key_checks = 0; DROP TABLE {string.Join(", ", tables)}", connection);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }

        return tables;
    }

    private static async Task<List<string>> TablesAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using var query = new MySqlCommand(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'", connection);
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            tables.Add($"`{reader.GetString(0)}`");
        return tables;
    }
}
