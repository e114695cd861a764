using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>
/// Redrives keys that were parked because an older version of the service did not know an event's type, once this one does. It looks for
/// them whenever it is assigned partitions, as after its start: an older instance may have read them until then.
/// </summary>
internal sealed class UnknownTypes(
    ServiceContexts contexts,
    EventReader reader,
    DeadLetterOperations operations,
    TimeProvider clock,
    ILogger<UnknownTypes> logger) : BackgroundService
{
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for another look, without waiting for it.</summary>
    public void LookAgain() => _wanted.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _wanted.Reader.WaitToReadAsync(stoppingToken))
        {
            _wanted.Reader.TryRead(out _);
            try
            {
                await RedriveKnownAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.UnknownTypesNotRedriven(exception.GetBaseException().Message, OutagePause.TotalSeconds);
                LookAgain();
                await Task.Delay(OutagePause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RedriveKnownAsync(CancellationToken cancellationToken)
    {
        var parked = await contexts.InTransactionAsync(
            sql => DeadLetterTable.OfUnknownTypesAsync(sql, cancellationToken), cancellationToken);
        var known = parked.Where(letter => reader.Knows(letter.Topic, letter.Type)).Select(letter => (letter.Topic, letter.Key)).Distinct();
        foreach (var (topic, key) in known)
        {
            var redrive = await operations.RedriveAsync(topic, key, cancellationToken);
            if (redrive.Refusal is not null)
                logger.KeyNotRedriven(topic, key, redrive.Reason);
        }
    }
}
