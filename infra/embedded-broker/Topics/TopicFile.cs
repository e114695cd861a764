using System.Text.Json;
using MsaSample.Broker.Files;

namespace MsaSample.Broker.Topics;

/// <summary>What is stored of one topic.</summary>
internal sealed record SavedTopic(string Name, Guid Id, int Partitions, TopicConfigs Configs);

/// <summary>
/// <c>topics.json</c>, the list of topics, replaced atomically with each change. A topic exists when it is in the list; a partition
/// directory of an unknown topic belongs to a change that was not finished.
/// </summary>
internal sealed class TopicFile(string directory)
{
    private readonly string _path = Path.Combine(directory, "topics.json");
    private byte[]? _saved;

    /// <summary>Null when there is no file yet.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public IReadOnlyList<SavedTopic>? Load()
    {
        if (!File.Exists(_path))
            return null;

        try
        {
            _saved = File.ReadAllBytes(_path);
            using var json = JsonDocument.Parse(_saved);
            return [.. json.RootElement.GetProperty("topics").EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{_path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Replaces the list.</summary>
    /// <exception cref="IOException">The disk refuses the write; the list before is still valid.</exception>
    public void Save(IEnumerable<Topic> topics)
    {
        var content = Serialize(topics);
        try
        {
            AtomicFile.Write(_path, content);
            _saved = content;
        }
        catch (IOException)
        {
            RestoreLastSaved();
            throw;
        }
    }

    // The new file may exist without being durable: a restart must find the topics that this process still serves.
    private void RestoreLastSaved()
    {
        try
        {
            if (_saved is null)
                File.Delete(_path);
            else
                AtomicFile.Write(_path, _saved);
        }
        catch (IOException)
        {
            return; // the caller reports the first failure
        }
    }

    private static byte[] Serialize(IEnumerable<Topic> topics)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("topics");
            foreach (var topic in topics.OrderBy(t => t.Name, StringComparer.Ordinal))
                Write(json, topic);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static SavedTopic Read(JsonElement topic)
    {
        var name = topic.GetProperty("name").GetString()!;
        var values = topic.GetProperty("configs").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!));
        var (configs, problem) = TopicConfigs.Create(values);
        return new SavedTopic(
            name,
            topic.GetProperty("id").GetGuid(),
            topic.GetProperty("partitions").GetInt32(),
            configs ?? throw new InvalidDataException($"topic {name}: {problem}"));
    }

    private static void Write(Utf8JsonWriter json, Topic topic)
    {
        json.WriteStartObject();
        json.WriteString("name", topic.Name);
        json.WriteString("id", topic.Id);
        json.WriteNumber("partitions", topic.Partitions.Count);
        json.WriteStartObject("configs");
        foreach (var (name, value) in topic.Configs.Given)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
