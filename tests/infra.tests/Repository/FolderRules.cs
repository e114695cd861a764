using System.Collections;
using System.Text.RegularExpressions;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>
/// Which folders of one project each of its folders may use, itself and its sub-folders aside. Read from the source text: usings,
/// qualified names from the root namespace on (<c>MsaSample.Broker.Storage.X</c>) and relative ones (<c>Storage.PartitionLog</c>).
/// </summary>
/// <param name="project">Folder of the project, from the root of the repository on.</param>
/// <param name="rootNamespace">Namespace of the project's own folder.</param>
internal sealed partial class FolderRules(string project, string rootNamespace) : IEnumerable<string>
{
    private readonly Dictionary<string, string[]> _mayUse = [];

    public string Project => project;

    /// <summary>The folders that <paramref name="folder"/> may use. Files beside the project file count as the folder "".</summary>
    public string[] this[string folder]
    {
        get => _mayUse[folder];
        set => _mayUse.Add(folder, value);
    }

    /// <summary>One line for each folder that is not in the table, and for each forbidden use with its file and line.</summary>
    public IEnumerable<string> FindViolations(string repository)
    {
        var sources = Read(Path.Combine(repository, project));
        var types = sources.GroupBy(source => source.Folder).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(source => DeclaredType().Matches(source.Text)).Select(type => type.Groups[1].Value).ToHashSet());

        var unknown = types.Keys.Except(_mayUse.Keys).Select(folder => $"{project}/{folder} is not in the table");
        var forbidden = sources.Where(source => _mayUse.ContainsKey(source.Folder)).SelectMany(source => FindForbidden(source, types));
        return unknown.Concat(forbidden);
    }

    /// <summary>The folders that could, through others, end up using themselves.</summary>
    public IEnumerable<string> FindCycles() => _mayUse.Keys.Where(folder => ReachableFrom(folder).Contains(folder));

    public IEnumerator<string> GetEnumerator() => _mayUse.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<string> FindForbidden(Source source, Dictionary<string, HashSet<string>> types)
    {
        var allowed = _mayUse[source.Folder].Append(source.Folder).ToHashSet();
        foreach (var (index, line) in source.Text.Split('\n').Index())
        {
            foreach (var used in FoldersNamedIn(line, types).Where(used => !allowed.Contains(used)).Distinct())
                yield return $"{project}/{source.Path}:{index + 1}: {source.Folder} may not use {used}: {line.Trim()}";
        }
    }

    private IEnumerable<string> FoldersNamedIn(string line, Dictionary<string, HashSet<string>> types)
    {
        foreach (var name in DottedName().Matches(line).Select(match => match.Value.Split('.')))
        {
            // From the root namespace on, with or without what stands before its last part.
            var root = Array.IndexOf(name, rootNamespace.Split('.')[^1]);
            if (root is 0 or 1 && root + 1 < name.Length && types.ContainsKey(name[root + 1]))
                yield return name[root + 1];
            else if (types.TryGetValue(name[0], out var declared) && name.Skip(1).Any(declared.Contains))
                yield return name[0];
        }
    }

    private HashSet<string> ReachableFrom(string folder)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>(_mayUse[folder]);
        while (next.TryPop(out var other))
        {
            if (reached.Add(other))
                Array.ForEach(_mayUse[other], next.Push);
        }

        return reached;
    }

    private static List<Source> Read(string directory) =>
    [
        .. from path in Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(directory, path).Replace('\\', '/')
           where !relative.StartsWith("obj/") && !relative.StartsWith("bin/")
           select new Source(relative, relative.Contains('/') ? relative[..relative.IndexOf('/')] : "", File.ReadAllText(path)),
    ];

    // Not after a dot: that is a member, as in request.Topics.
    [GeneratedRegex(@"(?<![\w.)\]?!])[A-Z]\w*(?:\.\w+)+")]
    private static partial Regex DottedName();

    [GeneratedRegex(@"(?m)^\s*(?:public|internal)\b[\w ]*?\b(?:class|struct|interface|enum|record(?: struct)?)\s+(\w+)")]
    private static partial Regex DeclaredType();

    private sealed record Source(string Path, string Folder, string Text);
}
