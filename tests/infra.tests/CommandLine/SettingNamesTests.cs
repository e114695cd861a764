using System.Collections;
using MsaSample.CommandLine.Options;

namespace MsaSample.Infra.Tests.CommandLine;

public sealed class SettingNamesTests
{
    [Theory]
    [InlineData("--gateway-port", "--gateway:port")]
    [InlineData("--seed-data=a-b", "--seed:data=a-b")]
    [InlineData("--Kafka=host-1:9092", "--Kafka=host-1:9092")]
    [InlineData("value-with-dash", "value-with-dash")]
    public void OfArguments_Option_BecomesTheSettingsName(string option, string setting) =>
        Assert.Equal([setting], SettingNames.OfArguments([option]));

    [Fact]
    public void Option_GatewayPort_HasItsThreeNames()
    {
        var option = new Option("--gateway-port", "N", "");

        Assert.Equal(("Gateway:Port", "MSA_Gateway__Port"), (option.Setting, option.EnvironmentVariable));
    }

    [Theory]
    [InlineData("MSA_Gateway__Port", "Gateway:Port")]
    [InlineData("msa_data", "Data")]
    [InlineData("Logging__LogLevel__Default", "Logging:LogLevel:Default")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public void OfEnvironment_OwnAndStandardNames_AreSettings(string variable, string setting) =>
        Assert.Equal("value", SettingNames.OfEnvironment(new Hashtable { [variable] = "value" })[setting]);

    [Theory]
    [InlineData("DATA")]
    [InlineData("REGISTRY")]
    [InlineData("VERBOSE")]
    [InlineData("PORT")]
    [InlineData("Gateway__Port")]
    public void OfEnvironment_NameWithoutThePrefix_IsNoSetting(string variable) =>
        Assert.Empty(SettingNames.OfEnvironment(new Hashtable { [variable] = "value" }));
}
