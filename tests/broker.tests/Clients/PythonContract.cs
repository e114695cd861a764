using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>What kafka-python 2.0.2 may rely on: the checks of <c>python/contract.py</c>.</summary>
public abstract class PythonContract(IBrokerUnderTest broker, ScriptRun run) : BrokerContract(broker), IClassFixture<ScriptRun>
{
    public static TheoryData<string> Checks => ScriptRun.NamesIn("python/contract.py", "python/contract_admin.py");

    [Theory, MemberData(nameof(Checks))]
    public Task Python(string check)
    {
        Requires.PythonKafka();
        return run.AssertAsync(check, "/usr/bin/python3", "-B", Path.Combine(ScriptRun.Folder, "python", "contract.py"), BootstrapServers);
    }
}
