using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Timers;

/// <summary>Timers that log what their callback throws. An unhandled exception on a timer's thread would end the process.</summary>
internal static class GuardedTimer
{
    public static ITimer CreateGuardedTimer(this TimeProvider clock, ILogger logger, Action callback, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(_ => Run(callback, logger), null, dueTime, period);

    private static void Run(Action callback, ILogger logger)
    {
        try
        {
            callback();
        }
        catch (Exception e)
        {
            logger.TimerFailed(e, e.Message);
        }
    }
}
