using System.Text;
using Confluent.Kafka;
using MsaSample.CommandLine.Options;

namespace MsaSample.Kafka.Consuming;

/// <summary>Prints a record in columns: timestamp, partition, offset, headers, key, value, those that its properties ask for.</summary>
internal sealed class MessageFormatter
{
    private readonly Dictionary<string, string> _properties = new()
    {
        ["print.timestamp"] = "false",
        ["print.partition"] = "false",
        ["print.offset"] = "false",
        ["print.delivery"] = "false",
        ["print.epoch"] = "false",
        ["print.headers"] = "false",
        ["print.key"] = "false",
        ["print.value"] = "true",
        ["key.separator"] = "\t",
        ["line.separator"] = "\n",
        ["headers.separator"] = ",",
        ["null.literal"] = "null",
    };

    private readonly byte[] _columnSeparator;
    private readonly byte[] _lineSeparator;
    private readonly byte[] _headersSeparator;
    private readonly byte[] _nullLiteral;
    private readonly List<Action<ConsumeResult<byte[]?, byte[]?>, Stream>> _columns = [];

    /// <exception cref="UsageException">There is no such property.</exception>
    public MessageFormatter(IEnumerable<(string Name, string Value)> properties)
    {
        foreach (var (name, value) in properties)
            _properties[_properties.ContainsKey(name) ? name : throw UnknownProperty(name)] = value;

        _columnSeparator = Encoding.UTF8.GetBytes(_properties["key.separator"]);
        _lineSeparator = Encoding.UTF8.GetBytes(_properties["line.separator"]);
        _headersSeparator = Encoding.UTF8.GetBytes(_properties["headers.separator"]);
        _nullLiteral = Encoding.UTF8.GetBytes(_properties["null.literal"]);
        AddColumn("print.timestamp", (record, output) => Write(output, Timestamp(record.Message.Timestamp)));
        AddColumn("print.partition", (record, output) => Write(output, $"Partition:{record.Partition.Value}"));
        AddColumn("print.offset", (record, output) => Write(output, $"Offset:{record.Offset.Value}"));
        AddColumn("print.delivery", (_, output) => Write(output, "Delivery:NOT_PRESENT")); // only share groups count deliveries
        AddColumn("print.epoch", (_, output) => Write(output, "Epoch:NOT_PRESENT")); // Kafka's own tool drops the epoch before it prints
        AddColumn("print.headers", (record, output) => WriteHeaders(record.Message.Headers, output));
        AddColumn("print.key", (record, output) => output.Write(record.Message.Key ?? _nullLiteral));
        AddColumn("print.value", (record, output) => output.Write(record.Message.Value ?? _nullLiteral));
    }

    public void Write(ConsumeResult<byte[]?, byte[]?> record, Stream output)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (i > 0)
                output.Write(_columnSeparator);
            _columns[i](record, output);
        }

        if (_columns.Count > 0)
            output.Write(_lineSeparator);
    }

    private void AddColumn(string property, Action<ConsumeResult<byte[]?, byte[]?>, Stream> write)
    {
        if (_properties[property].Equals("true", StringComparison.OrdinalIgnoreCase))
            _columns.Add(write);
    }

    private void WriteHeaders(Headers headers, Stream output)
    {
        if (headers.Count == 0)
            Write(output, "NO_HEADERS");

        for (var i = 0; i < headers.Count; i++)
        {
            if (i > 0)
                output.Write(_headersSeparator);
            Write(output, headers[i].Key + ":");
            output.Write(headers[i].GetValueBytes() ?? _nullLiteral);
        }
    }

    private static string Timestamp(Timestamp timestamp) => timestamp.Type switch
    {
        TimestampType.CreateTime => $"CreateTime:{timestamp.UnixTimestampMs}",
        TimestampType.LogAppendTime => $"LogAppendTime:{timestamp.UnixTimestampMs}",
        _ => "NO_TIMESTAMP",
    };

    private static void Write(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private UsageException UnknownProperty(string name) => new(
        NearestName.Refuse("formatter property", name, _properties.Keys, $"there are {string.Join(", ", _properties.Keys)}"));
}
