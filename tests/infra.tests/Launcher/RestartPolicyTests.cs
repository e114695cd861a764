using MsaSample.Launcher.Processes;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class RestartPolicyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public void NextDelay_DeathAfterDeath_DoublesUpToTheLongest()
    {
        var policy = new RestartPolicy { FirstDelay = TimeSpan.FromSeconds(1), LongestDelay = TimeSpan.FromSeconds(5) };

        var delays = Enumerable.Range(0, 5).Select(_ => policy.NextDelay(Short).TotalSeconds);

        Assert.Equal([1, 2, 4, 5, 5], delays);
    }

    [Fact]
    public void NextDelay_AfterAStableMinute_StartsWithTheShortest()
    {
        var policy = new RestartPolicy { FirstDelay = TimeSpan.FromSeconds(1) };
        policy.NextDelay(Short);
        policy.NextDelay(Short);

        Assert.Equal(TimeSpan.FromSeconds(1), policy.NextDelay(TimeSpan.FromMinutes(1)));
    }
}
