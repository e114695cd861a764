using System.Text.RegularExpressions;
using MsaSample.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace MsaSample.EndToEnd.Tests;

/// <summary><c>docker-compose.yml</c> as a container engine reads it: with anchors and merges resolved and variables replaced.</summary>
public sealed class ComposeFile
{
    private readonly Dictionary<object, object> _services;

    private ComposeFile(Dictionary<object, object> services) => _services = services;

    /// <summary>The directory of the repository.</summary>
    public static string Repository { get; } = Path.GetDirectoryName(Executables.Artifacts)!;

    /// <summary>The file's text.</summary>
    public static string Text => File.ReadAllText(Path.Combine(Repository, "docker-compose.yml"));

    public IReadOnlyList<string> Services => [.. _services.Keys.Cast<string>()];

    /// <summary>Reads the file.</summary>
    /// <param name="variables">What <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>${NAME:?text}</c> become; one that is missing stays as
    /// it is.</param>
    public static ComposeFile Read(IReadOnlyDictionary<string, string>? variables = null)
    {
        var text = Text;
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            text = Regex.Replace(text, @"\$\{" + name + @"(:[-?][^}]*)?\}", value);
        var document = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(text))));
        return new ComposeFile((Dictionary<object, object>)document["services"]);
    }

    /// <summary>A key of a service; null when it has none.</summary>
    public object? Get(string service, string key) => ((Dictionary<object, object>)_services[service]).GetValueOrDefault(key);

    /// <summary>The environment that a service's container gets from the file.</summary>
    public IReadOnlyDictionary<string, string> Environment(string service) =>
        ((Dictionary<object, object>?)Get(service, "environment") ?? []).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);
}
