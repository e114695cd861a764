using System.Collections;
using MsaSample.Launcher.Options;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class CommandLineTests
{
    private static readonly Hashtable NoEnvironment = [];

    [Fact]
    public void Parse_NothingGiven_UsesTheDefaults()
    {
        var options = Read([], NoEnvironment);

        Assert.Equal(("sqlite", "embedded", "embedded"), (options.Database, options.Kafka, options.Registry));
        Assert.Equal((8000, 9092, 8761), (options.GatewayPort, options.BrokerPort, options.RegistryPort));
        Assert.Equal(Path.GetFullPath("data"), options.Data);
        Assert.Equal(1, options.InstancesOf("order-service"));
    }

    [Theory]
    [InlineData("--gateway-port", "9000")]
    [InlineData("--gateway-port=9000", null)]
    [InlineData("--Gateway:Port", "9000")]
    public void Parse_FormsOfOneFlag_MeanTheSame(string flag, string? value)
    {
        var options = Read(value is null ? [flag] : [flag, value], NoEnvironment);

        Assert.Equal(9000, options.GatewayPort);
    }

    [Fact]
    public void Parse_EnvironmentAndFlag_TheFlagWins()
    {
        var environment = new Hashtable { ["Gateway__Port"] = "7000", ["Broker__Port"] = "0", ["Instances"] = "user-service=3" };

        var options = Read(["--gateway-port", "9000", "--instances", "order-service=2"], environment);

        Assert.Equal((9000, 0), (options.GatewayPort, options.BrokerPort));
        Assert.Equal((1, 2), (options.InstancesOf("user-service"), options.InstancesOf("order-service")));
    }

    [Fact]
    public void Parse_RepeatedInstances_AllCount()
    {
        var options = Read(["--instances", "order-service=2", "--instances", "user-service=3"], NoEnvironment);

        Assert.Equal((3, 1, 2), (options.InstancesOf("user-service"), options.InstancesOf("catalog-service"), options.InstancesOf("order-service")));
    }

    [Theory]
    [InlineData("--gatway-port", "did you mean --gateway-port?")]
    [InlineData("--port", "did you mean --gateway-port?")]
    [InlineData("--xyzzyxyzzyxyzzy", "--help lists")]
    [InlineData("--seed", "did you mean --seed-data?")]
    [InlineData("dmo", "did you mean demo?")]
    public void Parse_UnknownName_RefusesItWithTheNearest(string argument, string expected)
    {
        var command = CommandLine.Parse([argument], NoEnvironment);

        Assert.Contains(expected, Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--gateway-port", "65536", "0 to 65535")]
    [InlineData("--gateway-port", "-1", "0 to 65535")]
    [InlineData("--database", "postgres", "sqlite, mariadb")]
    [InlineData("--database", "mariadb://host", "mariadb://user:password@host:port")]
    [InlineData("--kafka", "localhost", "host:port")]
    [InlineData("--registry", "localhost:8761", "http://host:8761/eureka")]
    [InlineData("--instances", "gateway=2", "order-service")]
    [InlineData("--instances", "order-service=0", "from 1 to 9")]
    [InlineData("--seed-data", "all", "course and none")]
    public void Parse_WrongValue_SaysWhatIsAllowed(string flag, string value, string expected)
    {
        var command = CommandLine.Parse([flag, value], NoEnvironment);

        Assert.Contains(expected, Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--database", "mariadb")]
    [InlineData("--database", "mariadb://user:secret@db.example:3306")]
    [InlineData("--kafka", "one:9092,two:9093")]
    [InlineData("--registry", "http://eureka:8761/eureka")]
    [InlineData("--seed-data", "none")]
    public void Parse_RightValue_IsTaken(string flag, string value) =>
        Assert.Equal(value, Assert.Single(CommandLine.Parse([flag, value], NoEnvironment).Values).Value);

    [Fact]
    public void Parse_WrongValueInEnvironment_NamesTheVariable()
    {
        var command = CommandLine.Parse([], new Hashtable { ["Gateway__Port"] = "many" });

        Assert.Contains("Gateway__Port", Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_EveryOption_HasALine() =>
        Assert.All(OptionTable.All, option => Assert.Contains("  " + option.Flag, HelpText.Create(), StringComparison.Ordinal));

    private static LauncherOptions Read(string[] args, IDictionary environment)
    {
        var command = CommandLine.Parse(args, environment);
        Assert.Empty(command.Errors);
        return new LauncherOptions(command.Values);
    }
}
