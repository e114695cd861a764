using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Files;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>A user's credential for a mechanism; null removes it.</summary>
internal sealed record ScramChange(string User, ScramMechanism Mechanism, ScramCredential? Credential);

/// <summary>The credentials set by clients, stored without passwords in <c>scram-credentials.json</c>.</summary>
internal sealed class ScramCredentials
{
    private readonly Lock _changing = new();
    private readonly string _path;
    private readonly ILogger _logger;
    private volatile ImmutableSortedDictionary<(string User, ScramMechanism Mechanism), ScramCredential> _all;

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public ScramCredentials(string directory, ILogger<ScramCredentials> logger)
    {
        _path = Path.Combine(directory, "scram-credentials.json");
        _logger = logger;
        _all = Load();
    }

    public IEnumerable<string> Users => _all.Keys.Select(k => k.User).Distinct();

    public ScramCredential? Find(string user, ScramMechanism mechanism) => _all.GetValueOrDefault((user, mechanism));

    public IReadOnlyList<(ScramMechanism Mechanism, ScramCredential Credential)> Of(string user) =>
        [.. _all.Where(c => c.Key.User == user).Select(c => (c.Key.Mechanism, c.Value))];

    /// <summary>Stores all of the changes durably, or none.</summary>
    public void Change(IReadOnlyCollection<ScramChange> changes)
    {
        if (changes.Count == 0)
            return;

        lock (_changing)
        {
            var changed = _all.ToBuilder();
            foreach (var (user, mechanism, credential) in changes)
            {
                if (credential is null)
                    changed.Remove((user, mechanism));
                else
                    changed[(user, mechanism)] = credential;
            }

            var next = changed.ToImmutable();
            Save(next);
            _all = next;
        }

        _logger.CredentialsChanged(changes.Count);
    }

    private ImmutableSortedDictionary<(string User, ScramMechanism Mechanism), ScramCredential> Load()
    {
        if (!File.Exists(_path))
            return ImmutableSortedDictionary<(string User, ScramMechanism Mechanism), ScramCredential>.Empty;

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(_path));
            return json.RootElement.GetProperty("credentials").EnumerateArray().ToImmutableSortedDictionary(
                c => (c.GetProperty("user").GetString()!, (ScramMechanism)c.GetProperty("mechanism").GetSByte()),
                c => new ScramCredential(
                    c.GetProperty("salt").GetBytesFromBase64(),
                    c.GetProperty("iterations").GetInt32(),
                    c.GetProperty("storedKey").GetBytesFromBase64(),
                    c.GetProperty("serverKey").GetBytesFromBase64()));
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{_path} cannot be read: {e.Message}", e);
        }
    }

    private void Save(ImmutableSortedDictionary<(string User, ScramMechanism Mechanism), ScramCredential> credentials)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("credentials");
            foreach (var ((user, mechanism), credential) in credentials)
            {
                json.WriteStartObject();
                json.WriteString("user", user);
                json.WriteNumber("mechanism", (sbyte)mechanism);
                json.WriteNumber("iterations", credential.Iterations);
                json.WriteBase64String("salt", credential.Salt);
                json.WriteBase64String("storedKey", credential.StoredKey);
                json.WriteBase64String("serverKey", credential.ServerKey);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        AtomicFile.Write(_path, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), ownerOnly: true);
    }
}
