using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MsaSample.Data;

/// <summary>Executes plain SQL in the current transaction of a context, for tables that EF does not map.</summary>
public sealed class SqlSession(DbContext context, DatabaseDialect dialect)
{
    public DatabaseDialect Dialect => dialect;

    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException exception) when (dialect.Note(exception))
        {
            throw;
        }
    }

    public async Task<List<T>> QueryAsync<T>(
        string sql, IReadOnlyList<object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));

        return rows;
    }

    /// <summary><c>(@p0, @p1, …)</c> for <paramref name="count"/> parameters beginning at <paramref name="first"/>.</summary>
    public static string Placeholders(int first, int count) =>
        "(" + string.Join(", ", Enumerable.Range(first, count).Select(number => "@p" + number)) + ")";

    /// <summary>The VALUES of a multi-row INSERT: <c>(@p0, @p1), (@p2, @p3), …</c></summary>
    public static string PlaceholderRows(int rows, int columns) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => Placeholders(row * columns, columns)));

    private DbCommand Command(string sql, IReadOnlyList<object?> parameters)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = parameters[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
