namespace MsaSample.EndToEnd.Tests;

/// <summary>The launcher's options for a system.</summary>
public sealed record OrderSystemOptions
{
    public string Database { get; init; } = "sqlite";

    public string Kafka { get; init; } = "embedded";

    public string Registry { get; init; } = "embedded";

    /// <summary>How many processes of order-service run.</summary>
    public int OrderServices { get; init; } = 1;

    /// <summary>Settings of the programs in the form of environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>
    {
        // Tests log in ten times as many users per second as the default limit allows.
        ["MSA_Gateway__RateLimit__LoginPerSecond"] = "0",
    };

    /// <summary>The launcher's command line, in which every port is a free one.</summary>
    public IReadOnlyList<string> Arguments(string data) =>
    [
        "--data", data, "--database", Database, "--kafka", Kafka, "--registry", Registry,
        "--gateway-port", "0", "--broker-port", "0", "--registry-port", "0",
        "--admin-password", Administrator.Password, "--instances", $"order-service={OrderServices}",
    ];
}
