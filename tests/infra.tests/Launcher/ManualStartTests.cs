using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class ManualStartTests
{
    [Fact]
    public void Create_ValueForAShell_IsQuoted()
    {
        var part = new ManualPart("order-service", () => new Dictionary<string, string> { ["MSA_Database"] = "mariadb://u:it's@host" });

        var text = ManualStart.Create(part);

        Assert.Contains(@"export MSA_Database='mariadb://u:it'\''s@host'", text, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project services/order-service --no-launch-profile", text, StringComparison.Ordinal);
    }
}
