using System.Text;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

/// <summary>Whatever a record holds, it is applied or becomes a dead letter, and the records behind it flow on.</summary>
public sealed class RecordContentTests(TestServers servers)
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly string[] Types =
    [
        "", "a\0b", new('t', 300), new string('t', 199) + "😀", string.Concat(Enumerable.Repeat("😀", 255)), "é", "\ud83d",
    ];

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task TraceHeaders_NotThoseOfW3C_AreDroppedAndTheEventIsApplied(Provider provider)
    {
        (string Parent, string State)[] traces =
        [
            ("é", "a=b"), (new('0', 70), "a=b"), (Parent.ToUpperInvariant(), "a=b"), (Parent, "é"), (Parent, new('s', 513)),
            (Parent, "a\0"),
            ("ff" + Parent[2..], "a=b"), (Parent + "x", "a=b"), ("", ""), (Parent, "a=b"),
        ];
        var (settings, copier) = await StartAsync(provider);
        await using var _ = copier;

        for (var i = 0; i < traces.Length; i++)
        {
            var headers = EventHeaders(version: "1");
            headers.Add("traceparent", Encoding.UTF8.GetBytes(traces[i].Parent));
            headers.Add("tracestate", Encoding.UTF8.GetBytes(traces[i].State));
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Utf8($"a{i}"), Account($"a{i}", 1), headers);
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Utf8($"a{i}"), Utf8("no event"), headers);
        }

        await Eventually.True("all are applied", async () => await copier.CountAsync("account_copy") == traces.Length);
        await Eventually.True("the others are put aside", async () => await copier.CountAsync("dead_letter") == traces.Length);
        await Eventually.True("what they caused is published", async () => await copier.CountAsync("outbox") == 0);
        Assert.Equal(
            traces.Count(trace => trace.Parent == Parent),
            await copier.ScalarAsync($"SELECT COUNT(*) FROM dead_letter WHERE trace_parent = '{Parent}'"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_StrangeKey_IsPutAside(Provider provider)
    {
        var (settings, copier) = await StartAsync(provider);
        await using var _ = copier;
        byte[][] keys =
        [
            [0xff, 0xfe, 0x80], Utf8(new('k', 256)), Utf8(new string('k', 254) + "😀"), Utf8("nul\0key"),
            Utf8(string.Concat(Enumerable.Repeat("😀", 255))), [], [0], [0xed, 0xa0, 0x80],
        ];

        foreach (var key in keys)
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, key, Account("a", 1), EventHeaders(version: "1"));

        await AssertPutAsideAsync(settings, copier, keys.Length);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_StrangeHeaders_IsPutAside(Provider provider)
    {
        var (settings, copier) = await StartAsync(provider);
        await using var _ = copier;
        string[] versions = ["", "0", "-1", " 1", "1.0", "99999999999999999999", "٣", new('9', 5000), "é\0"];

        foreach (var version in versions)
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Utf8("a"), Account("a", 1), EventHeaders(version));
        foreach (var type in Types.Select(Utf8).Append([0xff, 0xfe]))
        {
            var headers = new Headers { { "ce_type", type }, { "x", null }, { "ce_time", type } };
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Utf8("a"), Account("a", 1), headers);
        }

        await AssertPutAsideAsync(settings, copier, versions.Length + Types.Length + 1);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_StrangeBody_IsPutAsideAsItIs(Provider provider)
    {
        var (settings, copier) = await StartAsync(provider);
        await using var _ = copier;
        byte[]?[] bodies =
        [
            null, [], [0], [0xff, 0xfe], Utf8("null"), Utf8("[]"), Utf8("""{"id":"\ud800","balance":1,"version":1}"""),
            Utf8("""{"id":"a","balance":1e400,"version":1}"""), Utf8(new('[', 10_000)), new byte[900_000],
            Enumerable.Repeat((byte)'\'', 900_000).ToArray(), Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(),
        ];

        foreach (var body in bodies)
            await Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Utf8("a"), body, EventHeaders(version: "1"));

        await AssertPutAsideAsync(settings, copier, bodies.Length);
        Assert.Equal(bodies.Sum(body => body?.Length ?? 0), await copier.ScalarAsync("SELECT SUM(LENGTH(payload)) FROM dead_letter"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Handler_FailsWithACauseBelow_IsPutAsideWithThatCause(Provider provider)
    {
        var (settings, copier) = await StartAsync(provider);
        await using var _ = copier;
        copier.Faults.Refuse("a", () => new DbUpdateException("See the inner exception.", new FormatException("the cause")));
        copier.Faults.Refuse("b", () => new InvalidOperationException("\ud800\0" + string.Concat(Enumerable.Repeat("😀", 5000))));

        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 1);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "b", 1, 1);

        await Eventually.True("both are put aside", async () => await copier.CountAsync("dead_letter") == 2);
        var letters = await copier.Get<DeadLetterOperations>().ListAsync(10, default);
        Assert.Equal("FormatException: the cause", letters.Single(letter => letter.Key == "a").Reason);
        Assert.EndsWith("😀", letters.Single(letter => letter.Key == "b").Reason, StringComparison.Ordinal);
    }

    private async Task<(TestSettings Settings, SampleService Copier)> StartAsync(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        var copier = await settings.StartCopierAsync();
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        return (settings, copier);
    }

    /// <summary>All strange records are dead letters, and events behind them are applied, in every partition.</summary>
    private static async Task AssertPutAsideAsync(TestSettings settings, SampleService copier, int count)
    {
        for (var i = 0; i < 10; i++)
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, $"good-{i}", 1, i);

        await Eventually.True("the events behind are applied", async () => await copier.CountAsync("account_copy") == 10);
        await Eventually.True("the others are put aside", async () => await copier.CountAsync("dead_letter") >= count);
        Assert.Equal(count, (await copier.Get<DeadLetterOperations>().ListAsync(100, default)).Count);
        Assert.Equal(0, await copier.ScalarAsync("SELECT COUNT(*) FROM inbox WHERE parked = 1"));
    }

    private static Headers EventHeaders(string version) =>
        new() { { "ce_type", Utf8("account-changed.v1") }, { "ce_id", Utf8("x") }, { "ce_aggregateversion", Utf8(version) } };

    private static byte[] Account(string id, int version) => Utf8($$"""{"id":"{{id}}","balance":1,"version":{{version}}}""");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
