using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>
/// The floors inside a project: a folder uses only those below it. A new folder must be entered here, and so must a new direction:
/// think about whether the type that is wanted belongs further down, or whether the lower folder should own an interface for it.
/// </summary>
public sealed class FolderDirectionTests
{
    private static readonly FolderRules[] Tables =
    [
        // ADR 0106.
        new("infra/embedded-broker", "MsaSample.Broker")
        {
            ["Hosting"] = ["Network", "Handlers", "Groups", "Transactions", "Topics", "Storage", "Security", "Protocol", "Metrics"],
            ["Network"] = ["Handlers", "Security", "Protocol", "Metrics"],
            ["Handlers"] = ["Groups", "Transactions", "Topics", "Storage", "Security", "Protocol", "Metrics"],
            ["Transactions"] = ["Groups", "Topics", "Storage", "Protocol", "Timers"],
            ["Groups"] = ["Topics", "Storage", "Protocol", "Timers"],
            ["Topics"] = ["Storage", "Protocol", "Files"],
            ["Storage"] = ["Protocol", "Metrics", "Files"],
            ["Security"] = ["Protocol", "Files"],
            ["Protocol"] = [],
            ["Metrics"] = [],
            ["Timers"] = [],
            ["Files"] = [],
        },
        // ADR 0206.
        new("infra/messaging", "MsaSample.Messaging")
        {
            [""] = ["Consumer", "DeadLetters", "Inbox", "Relay", "Outbox", "Kafka", "Topology", "Telemetry"],
            ["Consumer"] = ["DeadLetters", "Inbox", "Kafka", "Topology", "Telemetry", "Timing"],
            ["DeadLetters"] = ["Inbox", "Topology", "Telemetry"],
            ["Inbox"] = ["Kafka", "Topology", "Telemetry"],
            ["Relay"] = ["Outbox", "Kafka", "Topology", "Telemetry", "Timing"],
            ["Outbox"] = ["Topology", "Telemetry"],
            ["Kafka"] = ["Topology", "Timing"],
            ["Topology"] = [],
            ["Telemetry"] = [],
            ["Timing"] = [],
        },
        // ADR 0206.
        new("infra/data", "MsaSample.Data")
        {
            [""] = ["Startup", "MariaDb", "Sqlite"],
            ["Startup"] = ["MariaDb", "Sqlite"],
            ["MariaDb"] = [],
            ["Sqlite"] = [],
        },
    ];

    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    public static TheoryData<string> Projects => [.. Tables.Select(table => table.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfProject_UseOnlyWhatTheTableAllows(string project)
    {
        var violations = Find(project).FindViolations(Root).ToList();

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Table_OfProject_HasNoCycle(string project) => Assert.Empty(Find(project).FindCycles());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Table_OfProject_NamesOnlyFoldersThatExist(string project) =>
        Assert.All(Find(project), folder => Assert.True(Directory.Exists(Path.Combine(Root, project, folder)), folder));

    private static FolderRules Find(string project) => Tables.Single(table => table.Project == project);
}
