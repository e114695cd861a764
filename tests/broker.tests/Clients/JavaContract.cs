using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>What Apache Kafka's own Java clients may rely on: the checks in <c>java</c>.</summary>
public abstract class JavaContract(IBrokerUnderTest broker, ScriptRun run) : BrokerContract(broker), IClassFixture<ScriptRun>
{
    public static TheoryData<string> Checks => ScriptRun.NamesIn(
        "java/DataChecks.java", "java/GroupChecks.java", "java/TransactionChecks.java", "java/AdminChecks.java");

    public override ValueTask InitializeAsync()
    {
        Requires.ApacheKafkaClients();
        return base.InitializeAsync();
    }

    [Theory, MemberData(nameof(Checks))]
    public async Task Java(string check) =>
        await run.AssertAsync(check, JavaProgram.Java, await JavaProgram.ArgumentsAsync("ClientContract", BootstrapServers));
}
