using System.Text;

namespace MsaSample.Kafka.Output;

/// <summary>
/// A column of a <see cref="Table"/>: at least so many characters wide, more when a cell needs it; 0 leaves the last column unpadded.
/// </summary>
internal readonly record struct Column(string Name, int Width);

/// <summary>Rows in columns, as the official tools print them: padded on the right, a blank between.</summary>
internal sealed class Table(params IReadOnlyList<Column> columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    /// <summary>The header and the rows, each ending in a line feed.</summary>
    public override string ToString()
    {
        var widths = columns
            .Select((column, i) => column.Width == 0 ? 0 : _rows.Select(row => row[i].Length).Prepend(column.Width).Max())
            .ToList();
        var text = new StringBuilder();
        foreach (var row in _rows.Prepend([.. columns.Select(column => column.Name)]))
            text.AppendJoin(' ', row.Select((cell, i) => cell.PadRight(widths[i]))).Append('\n');

        return text.ToString();
    }
}
