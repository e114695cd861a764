using MsaSample.ServiceDefaults;

namespace MsaSample.Services.Tests.Defaults;

public sealed class CommandLineFlagsTests
{
    [Theory]
    [InlineData("--gateway-port", "--gateway:port")]
    [InlineData("--seed-data=a-b", "--seed:data=a-b")]
    [InlineData("--Kafka=host-1:9092", "--Kafka=host-1:9092")]
    [InlineData("value-with-dash", "value-with-dash")]
    public void ToSettings_Flag_BecomesTheSettingsName(string flag, string setting) =>
        Assert.Equal([setting], CommandLineFlags.ToSettings([flag]));
}
