using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>What a client for Node.js may rely on: the checks of a script in <c>node</c>.</summary>
public abstract class NodeContract(IBrokerUnderTest broker, ScriptRun run) : BrokerContract(broker), IClassFixture<ScriptRun>
{
    protected Task RunAsync(string script, string check)
    {
        Requires.NodeClients();
        return run.AssertAsync(check, Executables.Find("node")!, Path.Combine(ScriptRun.Folder, "node", script), BootstrapServers);
    }
}

/// <summary>kafkajs 2.2.4.</summary>
public abstract class KafkaJsContract(IBrokerUnderTest broker, ScriptRun run) : NodeContract(broker, run)
{
    public static TheoryData<string> Checks => ScriptRun.NamesIn("node/kafkajs.mjs");

    [Theory, MemberData(nameof(Checks))]
    public Task KafkaJs(string check) => RunAsync("kafkajs.mjs", check);
}

/// <summary>@platformatic/kafka 2.12.1.</summary>
public abstract class PlatformaticContract(IBrokerUnderTest broker, ScriptRun run) : NodeContract(broker, run)
{
    public static TheoryData<string> Checks => ScriptRun.NamesIn("node/platformatic.mjs");

    [Theory, MemberData(nameof(Checks))]
    public Task Platformatic(string check) => RunAsync("platformatic.mjs", check);
}
