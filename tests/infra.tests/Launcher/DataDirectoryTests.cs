using MsaSample.Launcher;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Processes;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class DataDirectoryTests
{
    [Fact]
    public void Take_InUse_NamesTheOtherLauncherAndTheOption()
    {
        using var data = new TempDirectory();
        using var first = DataDirectoryLock.Take(data);

        var failure = Assert.Throws<LaunchException>(() => DataDirectoryLock.Take(data));

        Assert.Contains($"in use by another launcher (pid {Environment.ProcessId})", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--data", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_AfterTheOtherEnded_Works()
    {
        using var data = new TempDirectory();
        DataDirectoryLock.Take(data).Dispose();

        using var second = DataDirectoryLock.Take(data);

        Assert.True(File.Exists(data.File("launcher.lock")));
    }

    [Fact]
    public async Task WaitForEnd_ProcessOfAKilledLauncher_IsWaitedFor()
    {
        using var bench = new ProcessBench();
        await using var leftover = ProgramUnderTest.StartCommand("leftover", "sleep", ["1000"]);
        new ProcessJournal(bench.JournalFile).Add("broker", leftover.Pid);

        var next = new ProcessJournal(bench.JournalFile);
        await Leftovers.WaitForEndAsync(next, new Terminal(bench.Screen), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Contains($"broker (pid {leftover.Pid})", bench.Screen.Text, StringComparison.Ordinal);
        Assert.Empty(next.FindLeftovers());
    }

    [Fact]
    public void FindLeftovers_PidOfAnotherProcessNow_IsNotOne()
    {
        using var data = new TempDirectory();
        File.WriteAllText(data.File("processes"), $"{Environment.ProcessId} 1 broker\n");

        Assert.Empty(new ProcessJournal(data.File("processes")).FindLeftovers());
    }
}
