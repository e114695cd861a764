using MsaSample.Launcher;
using MsaSample.Launcher.Processes;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class ProcessPartTests
{
    private const string Serve = "echo 'part is ready: 127.0.0.1:1234 (0.1 s)'; exec sleep 1000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_ReadyLinePrinted_IsReadyWithItsAddress()
    {
        using var bench = new ProcessBench();
        var part = bench.Create("part", Serve);

        await part.StartAsync(Cancellation);

        Assert.Equal("127.0.0.1:1234", part.Address);
        Assert.NotNull(ProcessTable.StartTimeOf(part.Pid!.Value));
        await part.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_ProgramDiesEachTime_GivesUpWithTheEndOfItsLog()
    {
        using var bench = new ProcessBench();
        var part = bench.Create("part", "echo 'part: port 9092 is taken' >&2; exit 3");

        var failure = await Assert.ThrowsAsync<LaunchException>(() => part.StartAsync(Cancellation));

        Assert.Contains("part cannot start: exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("    part: port 9092 is taken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoSuchProgram_SaysSo()
    {
        using var bench = new ProcessBench();
        var part = bench.Create("part", new(
            _ => new ProcessSpec("/no/such/program", []), (_, _, ct) => Task.FromCanceled<string>(ct)));

        var failure = await Assert.ThrowsAsync<LaunchException>(() => part.StartAsync(Cancellation));

        Assert.Contains("/no/such/program cannot be started", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Killed_SaysSoAndStartsAgainAtTheSameAddress()
    {
        using var bench = new ProcessBench();
        var part = bench.Create("part", "echo \"part is ready: ${1:-127.0.0.1:7} (0.1 s)\"; echo last words; exec sleep 1000");
        await part.StartAsync(Cancellation);
        await Eventually.True(
            "the last words are captured", () => File.ReadAllText(bench.LogOf("part")).Contains("last words"), ct: Cancellation);
        var first = part.Pid!.Value;

        UnixSignal.Send(first, UnixSignal.Kill);

        await Eventually.True("it is ready again", () => bench.Screen.Text.Contains("part is ready again: 127.0.0.1:7"), ct: Cancellation);
        Assert.Contains("part died (killed by SIGKILL)", bench.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("    last words", bench.Screen.Text, StringComparison.Ordinal);
        Assert.NotEqual(first, part.Pid);
        await part.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Stop_Asked_SendsTermAndDoesNotStartAgain()
    {
        using var bench = new ProcessBench();
        var part = bench.Create(
            "part", "trap 'echo said goodbye; exit 0' TERM; echo 'part is ready: x:1 (0.1 s)'; while :; do sleep 0.05; done");
        await part.StartAsync(Cancellation);

        await part.StopAsync(CancellationToken.None);

        Assert.Contains("said goodbye", await File.ReadAllTextAsync(bench.LogOf("part"), Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("died", bench.Screen.Text, StringComparison.Ordinal);
        Assert.Empty(new ProcessJournal(bench.JournalFile).FindLeftovers());
    }

    [Fact]
    public async Task Stop_ProgramDoesNotEnd_KillsItAfterTheTimeout()
    {
        using var bench = new ProcessBench();
        var part = bench.Create(
            "part", "trap '' TERM; echo 'part is ready: x:1 (0.1 s)'; while :; do sleep 0.05; done", TimeSpan.FromMilliseconds(50));
        await part.StartAsync(Cancellation);

        await part.StopAsync(CancellationToken.None);

        Assert.Contains("part did not stop", bench.Screen.Text, StringComparison.Ordinal);
        Assert.Null(part.Pid);
    }

    [Fact]
    public async Task Stop_Forced_KillsAtOnce()
    {
        using var bench = new ProcessBench();
        var part = bench.Create("part", "trap '' TERM; echo 'part is ready: x:1 (0.1 s)'; while :; do sleep 0.05; done");
        await part.StartAsync(Cancellation);

        await part.StopAsync(new CancellationToken(canceled: true));

        Assert.Contains("killed by SIGKILL", await File.ReadAllTextAsync(bench.LogOf("part"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_OfAProcess_GoesToItsFileAndFromWarningsUpToTheTerminal()
    {
        using var bench = new ProcessBench();
        var part = bench.Create(
            "part", "echo '12:00:00.000 info: A[1] quiet'; echo '12:00:00.000 warn: A[2] look'; echo '   here'; " + Serve);

        await part.StartAsync(Cancellation);
        await part.StopAsync(CancellationToken.None);

        Assert.Equal("part     | 12:00:00.000 warn: A[2] look\npart     |    here", bench.Screen.Text);
        Assert.Contains("info: A[1] quiet", await File.ReadAllTextAsync(bench.LogOf("part"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_Verbose_AllGoesToTheTerminal()
    {
        using var bench = new ProcessBench(verbose: true);
        var part = bench.Create("part", "echo '12:00:00.000 info: A[1] quiet'; " + Serve);

        await part.StartAsync(Cancellation);
        await part.StopAsync(CancellationToken.None);

        Assert.Contains("part     | 12:00:00.000 info: A[1] quiet", bench.Screen.Text, StringComparison.Ordinal);
    }
}
