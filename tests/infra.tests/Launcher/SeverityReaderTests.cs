using MsaSample.Launcher.Output;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class SeverityReaderTests
{
    [Theory]
    [InlineData("12:00:01.123 info: A.B[1] text", "Information")]
    [InlineData("12:00:01.123 warn: A.B[1] text", "Warning")]
    [InlineData("12:00:01.123 fail: A.B[1] text", "Error")]
    [InlineData("crit: A.B[1]", "Error")]
    [InlineData("2026-01-31 12:00:01 0 [Note] InnoDB: ready", "Information")]
    [InlineData("2026-01-31  9:00:01 12 [Warning] Aborted connection", "Warning")]
    [InlineData("2026-01-31 12:00:01 0 [ERROR] Can't start", "Error")]
    public void Read_StartOfARecord_HasItsSeverity(string line, string expected) =>
        Assert.Equal(expected, new SeverityReader(Severity.Information).Read(line).ToString());

    [Fact]
    public void Read_LinesOfOneRecord_BelongToIt()
    {
        var reader = new SeverityReader(Severity.Information);

        reader.Read("12:00:01.123 fail: A.B[1] it failed");

        Assert.Equal(Severity.Error, reader.Read("System.IO.IOException: disk full"));
        Assert.Equal(Severity.Error, reader.Read("   at A.B.C()"));
        Assert.Equal(Severity.Information, reader.Read("12:00:01.200 info: A.B[1] it goes on"));
        Assert.Equal(Severity.Information, reader.Read("   with a second line"));
    }

    [Fact]
    public void Read_ReadyLineAfterAWarning_IsNoPartOfIt()
    {
        var reader = new SeverityReader(Severity.Information);

        reader.Read("12:00:01.123 warn: A.B[1] slow disk");

        Assert.Equal(Severity.Information, reader.Read("broker is ready: 127.0.0.1:9092 (0.2 s)"));
    }

    [Fact]
    public void Read_BareLineOnStandardError_IsAnError() =>
        Assert.Equal(Severity.Error, new SeverityReader(Severity.Error).Read("Unhandled exception. System.Exception: no"));
}
