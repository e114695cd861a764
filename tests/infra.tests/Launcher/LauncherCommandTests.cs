using System.Collections;
using MsaSample.CommandLine.Options;
using MsaSample.Launcher.Options;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class LauncherCommandTests
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
        var environment = new Hashtable
        {
            ["MSA_Gateway__Port"] = "7000",
            ["MSA_Broker__Port"] = "0",
            ["MSA_Instances"] = "user-service=3",
        };

        var options = Read(["--gateway-port", "9000", "--instances", "order-service=2"], environment);

        Assert.Equal((9000, 0), (options.GatewayPort, options.BrokerPort));
        Assert.Equal((1, 2), (options.InstancesOf("user-service"), options.InstancesOf("order-service")));
    }

    [Fact]
    public void Parse_RepeatedInstances_AllCount()
    {
        var options = Read(["--instances", "order-service=2", "--instances", "user-service=3"], NoEnvironment);

        Assert.Equal((3, 1), (options.InstancesOf("user-service"), options.InstancesOf("catalog-service")));
        Assert.Equal(2, options.InstancesOf("order-service"));
    }

    [Theory]
    [InlineData("--gatway-port", "did you mean --gateway-port?")]
    [InlineData("--port", "did you mean --gateway-port?")]
    [InlineData("--xyzzyxyzzyxyzzy", "--help lists")]
    [InlineData("--seed", "did you mean --seed-data?")]
    [InlineData("dmo", "did you mean demo?")]
    public void Parse_UnknownName_RefusesItWithTheNearest(string argument, string expected)
    {
        var command = Parse([argument], NoEnvironment);

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
    [InlineData("--instances", "order-service=10", "from 0 to 9")]
    [InlineData("--seed-data", "all", "course and none")]
    public void Parse_WrongValue_SaysWhatIsAllowed(string flag, string value, string expected)
    {
        var command = Parse([flag, value], NoEnvironment);

        Assert.Contains(expected, Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--database", "mariadb")]
    [InlineData("--database", "mariadb://user:secret@db.example:3306")]
    [InlineData("--kafka", "one:9092,two:9093")]
    [InlineData("--registry", "http://eureka:8761/eureka")]
    [InlineData("--seed-data", "none")]
    public void Parse_RightValue_IsTaken(string flag, string value) =>
        Assert.Equal(value, Parse([flag, value], NoEnvironment).Value(flag));

    [Fact]
    public void Parse_WrongValueInEnvironment_NamesTheVariable()
    {
        var command = Parse([], new Hashtable { ["MSA_Gateway__Port"] = "many" });

        Assert.Contains("MSA_Gateway__Port", Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_VariablesOfOtherPrograms_AreIgnored()
    {
        var environment = new Hashtable
        {
            ["VERBOSE"] = "1",
            ["DATA"] = "/nowhere",
            ["REGISTRY"] = "x",
            ["KAFKA"] = "y",
            ["Database"] = "z",
            ["Gateway__Port"] = "many",
            ["Instances"] = "?",
        };

        var options = Read([], environment);

        Assert.False(options.Verbose);
        Assert.Equal(("sqlite", "embedded", "embedded"), (options.Database, options.Kafka, options.Registry));
        Assert.Equal((Path.GetFullPath("data"), 8000), (options.Data, options.GatewayPort));
    }

    [Fact]
    public void Help_EveryOption_HasALine()
    {
        var help = HelpText.Create(LauncherCommand.Description);

        Assert.All(LauncherCommand.Description.AllOptions, option => Assert.Contains("  " + option.Name, help, StringComparison.Ordinal));
    }

    private static Arguments Parse(string[] args, IDictionary environment) =>
        Arguments.Parse(LauncherCommand.Description, args, environment);

    private static LauncherOptions Read(string[] args, IDictionary environment)
    {
        var arguments = Parse(args, environment);
        Assert.Empty(arguments.Errors);
        return new LauncherOptions(arguments);
    }
}
