using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Hosting;

/// <summary>The broker as a program: output, exit codes, and what remains after a kill.</summary>
public sealed class ProgramTests : IDisposable
{
    private const string Ready = @"^broker is ready: (127\.0\.0\.1:\d+) \(\d+\.\d s\)$";

    private readonly TempDirectory _data = new("broker");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Sigterm_EndsWithExitCode0()
    {
        await using var broker = Start();
        await broker.WaitForLineAsync(Ready, ct: Cancel);

        Assert.Equal(0, await broker.StopAsync(Cancel));
    }

    [Theory]
    [InlineData("--prot", "1", "there is no option --prot; did you mean --port?")]
    [InlineData("--port", "many", "--port many: it must be a number from 0 to 65535")]
    [InlineData("--fsync", "sometimes", "--fsync sometimes: allowed are never, interval and always")]
    [InlineData("--storage", "paper", "--storage paper: allowed are disk and memory")]
    [InlineData("--fsync-interval", "0", "--fsync-interval 0: it must be a number from 1 to")]
    [InlineData("--sasl-reauth", "soon", "--sasl-reauth soon: it must be a number from 1 to")]
    [InlineData("--listen", "everywhere", "--listen everywhere: it must be an IP address")]
    public async Task Start_BadOption_SaysSoInOneLine(string name, string value, string expected)
    {
        await using var broker = ProgramUnderTest.Start("MsaSample.Broker", [name, value]);

        Assert.Equal(2, await broker.WaitForExitAsync(ct: Cancel));
        Assert.Contains(expected, Assert.Single(broker.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("--tls-certificate", "/nowhere/cert.pem", "the TLS certificate /nowhere/cert.pem cannot be read")]
    [InlineData("--tls-key", "/nowhere/key.pem", "TLS needs a certificate; give its file with --tls-certificate")]
    [InlineData("--sasl-mechanisms", "GSSAPI", "'GSSAPI' is not a supported SASL mechanism")]
    [InlineData("--sasl-user", "secret", "--sasl-user is not name:password")]
    [InlineData("--sasl-users", "/nowhere/users", "the users' file cannot be read")]
    public async Task Start_BadListener_SaysSoInOneLine(string name, string value, string expected)
    {
        await using var broker = ProgramUnderTest.Start("MsaSample.Broker", ["--port", "0", "--data", _data, name, value]);

        Assert.Equal(1, await broker.WaitForExitAsync(ct: Cancel));
        Assert.Contains(expected, Assert.Single(broker.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Launcher_Gone_EndsTheBroker()
    {
        await using var shell = ProgramUnderTest.StartCommand(
            "shell",
            "bash",
            ["-c", $"dotnet {Executables.OwnProgram("MsaSample.Broker")} --port 0 --data {_data} --launcher-parent stdin < /dev/null"]);

        Assert.Equal(0, await shell.WaitForExitAsync(TimeSpan.FromSeconds(15), Cancel));
    }

    [Fact]
    public async Task Kill_AfterAcknowledgement_LosesNothing()
    {
        await using (var broker = Start())
        {
            var address = (await broker.WaitForLineAsync(Ready, ct: Cancel)).Groups[1].Value;
            using var producer = new ProducerBuilder<Null, string>(
                new ProducerConfig { BootstrapServers = address }).SetLogHandler(static (_, _) => { }).Build();
            await Task.WhenAll(
                Enumerable.Range(0, 1000).Select(i => producer.ProduceAsync("kept", new Message<Null, string> { Value = $"{i}" }, Cancel)));
            await broker.KillAsync();
        }

        await using var again = Start();
        var bootstrap = (await again.WaitForLineAsync(Ready, ct: Cancel)).Groups[1].Value;
        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "g" }).Build();
        consumer.Assign(new TopicPartitionOffset("kept", 0, Offset.Beginning));
        var read = Enumerable.Range(0, 1000).Select(_ => consumer.Consume(TimeSpan.FromSeconds(30)).Message.Value).ToList();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), read);
    }

    private ProgramUnderTest Start() => ProgramUnderTest.Start("MsaSample.Broker", ["--port", "0", "--data", _data]);
}
