using MsaSample.Launcher.Readiness;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class HealthAnswerTests
{
    [Fact]
    public void Describe_HealthReport_NamesTheFailingChecks()
    {
        const string Report = """
            {"status":"Unhealthy","checks":{
              "database":{"status":"Healthy","description":null},
              "broker":{"status":"Unhealthy","description":"not connected"},
              "registry":{"status":"Degraded","description":null}}}
            """;

        Assert.Equal("broker (not connected), registry (not ready)", HealthAnswer.Describe(503, Report));
    }

    [Theory]
    [InlineData("", "502")]
    [InlineData("no\nservice", "502 no service")]
    [InlineData("[1]", "502 [1]")]
    public void Describe_AnythingElse_IsShownAsItIs(string body, string expected) =>
        Assert.Equal(expected, HealthAnswer.Describe(502, body));
}
