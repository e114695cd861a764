using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Tests.Sample;

namespace MsaSample.Messaging.Tests;

/// <summary>The longest, largest and strangest values that the tables promise to hold come back as they were.</summary>
public sealed class ColumnTests(TestServers servers)
{
    private static readonly string Topic = new('t', 249);

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Outbox_EdgesOfEveryColumn_AreStored(Provider provider)
    {
        await using var service = await StartAsync(provider);
        var message = new OutboxMessage
        {
            EventId = Guid.AllBitsSet.ToByteArray(),
            Topic = Topic,
            Key = new('\uffee', 255),
            Type = new('t', 200),
            Version = long.MaxValue,
            Payload = [.. Enumerable.Range(0, 900_000).Select(i => (byte)i)],
            TraceParent = new('0', 55),
            TraceState = new('~', 512),
            CreatedAt = long.MaxValue,
        };

        await service.WithDbAsync(db =>
        {
            db.Add(message);
            return db.SaveChangesAsync();
        });

        var stored = await service.WithDbAsync(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync());
        Assert.Equivalent(message, stored, strict: true);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Inbox_KeysThatOnlyBytesTellApart_AreDifferentRows(Provider provider)
    {
        await using var service = await StartAsync(provider);
        string[] keys =
        [
            "a", "A", "a ", " a", "á", "a\u0301", "ß", "ss", "\u00a0", "😀", "😁", new('k', 254), new('k', 255), new('\uffee', 255),
            string.Concat(Enumerable.Repeat("😀", 127)), "%", "_", "'", "\\", "\u200d",
        ];

        await service.Get<ServiceContexts>().InTransactionAsync(
            async sql =>
            {
                var entries = await InboxTable.LockAsync(sql, Topic, keys, default);
                foreach (var (index, key) in keys.Index())
                    entries[key].LastVersion = long.MaxValue - index;
                await InboxTable.SaveAsync(sql, Topic, entries.Values, default);
                return true;
            },
            default);

        foreach (var (index, key) in keys.Index())
            Assert.Equal(long.MaxValue - index, (await service.InboxAsync(Topic, key)).LastVersion);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task DeadLetter_EdgesOfEveryColumn_AreStored(Provider provider)
    {
        await using var service = await StartAsync(provider);
        var record = new IncomingEvent
        {
            Topic = Topic,
            Partition = int.MaxValue,
            Offset = long.MaxValue,
            Key = new('\uffee', 255),
            Type = new('\uffee', 201),
            Version = long.MaxValue,
            Payload = [.. Enumerable.Range(0, 2_000_000).Select(i => (byte)i)],
        };

        await service.Get<ServiceContexts>().InTransactionAsync(
            async sql =>
            {
                await DeadLetterTable.AddAsync(sql, [new DeadLetter(record, new('\uffee', 2001))], DateTimeOffset.MaxValue, default);
                return true;
            },
            default);

        var stored = Assert.Single(await service.Get<ServiceContexts>().InTransactionAsync(
            sql => DeadLetterTable.OfKeyAsync(sql, Topic, record.Key, default), default));
        Assert.Equal(record.Payload, stored.Payload);
        Assert.Equal((long.MaxValue, long.MaxValue, int.MaxValue), (stored.Version, stored.Offset, stored.Partition));
        Assert.Equal((200, 2000), (stored.Type!.Length, stored.Reason.Length));
    }

    private async Task<SampleService> StartAsync(Provider provider) =>
        await (await TestSettings.CreateAsync(servers, provider)).WithoutBroker().StartSourceAsync();
}
