using System.Collections;
using MsaSample.CommandLine.Options;

namespace MsaSample.Infra.Tests.CommandLine;

public sealed class ArgumentsTests
{
    private static readonly Command Tool = new("tool", "Does things", "tool",
    [
        new("--topic", "NAME", ""),
        new("--list", null, ""),
        new("--state", "STATE", "") { ValueWhenBare = "any" },
        new("--property", "PAIR", ""),
        new("--old-property", "PAIR", "") { ReadAs = "--property" },
        new("--time", "MS", ""),
    ]);

    private static readonly Command Program = new("program", "Runs", "program",
    [
        new("--data", "DIR", ""),
        new("--gateway-port", "N", "") { Check = Checks.Port },
    ])
    {
        HasSettings = true,
        Commands = [new("demo", "Walks", "program demo", [])],
    };

    [Theory]
    [InlineData("--topic", "t")]
    [InlineData("--topic=t")]
    public void Parse_ValueInEitherForm_IsTheSame(params string[] args) => Assert.Equal("t", Read(args).Value("--topic"));

    [Fact]
    public void Parse_ValueWithOneDash_IsAValue() => Assert.Equal(-2, Read("--time", "-2").Number("--time", lowest: -3));

    [Fact]
    public void Parse_OptionalValueLeftOut_IsTheBareOne() => Assert.Equal("any", Read("--state", "--list").Value("--state"));

    [Fact]
    public void Parse_OlderName_CountsAsTheNewer() =>
        Assert.Equal(["a=1", "b=2"], Read("--property", "a=1", "--old-property", "b=2").Values("--property"));

    [Theory]
    [InlineData("there is no option --topik; did you mean --topic?", "--topik", "t")]
    [InlineData("there is no option --prop; did you mean --property?", "--prop", "a=1")]
    [InlineData("there is no option stray; --help lists what there is", "stray")]
    [InlineData("--topic needs a value: --topic NAME", "--topic", "--list")]
    [InlineData("--list takes no value", "--list=yes")]
    public void Parse_WrongOption_IsRefusedInOneLine(string message, params string[] args) =>
        Assert.Equal(message, Assert.Single(Arguments.Parse(Tool, args).Errors));

    [Theory]
    [InlineData("there is no command dmo; did you mean demo?", "dmo")]
    [InlineData("--gateway-port many: it must be a number from 0 to 65535; 0 = any free port", "--gateway-port", "many")]
    public void Parse_WrongValueOrCommand_IsRefusedInOneLine(string message, params string[] args) =>
        Assert.Equal(message, Assert.Single(Arguments.Parse(Program, args).Errors));

    [Fact]
    public void Parse_SeveralMistakes_SaysAll() =>
        Assert.Equal(2, Arguments.Parse(Program, ["--prot", "--gateway-port", "x"]).Errors.Count);

    [Fact]
    public void Parse_OptionAndEnvironment_TheOptionWins()
    {
        var environment = new Hashtable { ["MSA_Data"] = "/from/environment", ["MSA_Gateway__Port"] = "7000" };

        var arguments = Arguments.Parse(Program, ["--data", "/given"], environment);

        Assert.Equal(("/given", "7000"), (arguments.Value("--data"), arguments.Value("--gateway-port")));
        Assert.Equal(("/given", "7000"), (arguments.Settings["Data"], arguments.Settings["Gateway:Port"]));
    }

    [Fact]
    public void Parse_SettingWithASection_IsPassedOn() =>
        Assert.Equal("Debug", Arguments.Parse(Program, ["--Logging:LogLevel:Default=Debug"]).Settings["Logging:LogLevel:Default"]);

    [Fact]
    public void ExactlyOne_Two_NamesBoth() =>
        Assert.Equal(
            "--topic and --list do not go together",
            Assert.Throws<UsageException>(() => Read("--topic", "t", "--list").ExactlyOne("--topic", "--list")).Message);

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    public void Number_NotAllowed_IsRefused(string value) =>
        Assert.StartsWith($"--time {value}: ", Assert.Throws<UsageException>(() => Read("--time", value).Number("--time")).Message);

    private static Arguments Read(params string[] args)
    {
        var arguments = Arguments.Parse(Tool, args);
        Assert.Empty(arguments.Errors);
        return arguments;
    }
}
