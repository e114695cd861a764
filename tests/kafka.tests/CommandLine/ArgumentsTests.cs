using MsaSample.Kafka.CommandLine;

namespace MsaSample.Kafka.Tests.CommandLine;

public sealed class ArgumentsTests
{
    private static readonly Verb Verb = new("verb", "does things",
    [
        new("--topic", "NAME", ""),
        new("--list", null, ""),
        new("--state", "STATE", "") { Bare = "any" },
        new("--property", "PAIR", ""),
        new("--old-property", "PAIR", "") { Meaning = "--property" },
        new("--time", "MS", ""),
    ], (_, _) => Task.FromResult(0));

    [Theory]
    [InlineData("--topic", "t")]
    [InlineData("--topic=t")]
    public void Read_ValueInEitherForm_IsTheSame(params string[] args) => Assert.Equal("t", Read(args).Value("--topic"));

    [Fact]
    public void Read_ValueWithOneDash_IsAValue() => Assert.Equal(-2, Read("--time", "-2").Number("--time", lowest: -3));

    [Fact]
    public void Read_OptionalValueLeftOut_IsTheBareOne() => Assert.Equal("any", Read("--state", "--list").Value("--state"));

    [Fact]
    public void Read_OlderName_CountsAsTheNewer() =>
        Assert.Equal(["a=1", "b=2"], Read("--property", "a=1", "--old-property", "b=2").Values("--property"));

    [Theory]
    [InlineData("there is no flag --topik; did you mean --topic?", "--topik", "t")]
    [InlineData("there is no flag --prop; did you mean --property?", "--prop", "a=1")]
    [InlineData("there is no flag stray; --help lists what there is", "stray")]
    [InlineData("--topic needs a value: --topic NAME", "--topic", "--list")]
    [InlineData("--list takes no value", "--list=yes")]
    public void Read_WrongFlag_IsRefusedInOneLine(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Read(args)).Message);

    [Fact]
    public void ExactlyOne_Two_NamesBoth() =>
        Assert.Equal("--topic and --list do not go together", Assert.Throws<UsageException>(() => Read("--topic", "t", "--list").ExactlyOne("--topic", "--list")).Message);

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    public void Number_NotAllowed_IsRefused(string value) =>
        Assert.StartsWith($"--time {value}: ", Assert.Throws<UsageException>(() => Read("--time", value).Number("--time")).Message);

    private static Arguments Read(params string[] args) => Arguments.Read(Verb, args);
}
