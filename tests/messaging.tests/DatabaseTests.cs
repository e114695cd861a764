using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.Messaging.Tests.Sample;

namespace MsaSample.Messaging.Tests;

public sealed class DatabaseTests(TestServers servers)
{
    private const int SqliteConstraint = 19;
    private const int SqliteCannotOpen = 14;

    public static TheoryData<Exception, bool> Failures() => new()
    {
        { new SocketException((int)SocketError.ConnectionRefused), true },
        { new InvalidOperationException("query", new DbUpdateException("save", new TimeoutException())), true },
        { new DbUpdateException("save", new SqliteException("cannot open", SqliteCannotOpen)), true },
        { new DbUpdateException("save", new SqliteException("constraint", SqliteConstraint)), false },
        { new BadHttpRequestException("cut off", new IOException()), false },
        { new InvalidOperationException("bug"), false },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void IsOutage_Exception_IsTrueForWhatPassesByItself(Exception exception, bool expected) =>
        Assert.Equal(expected, DatabaseFailures.IsOutage(exception));

    [Fact]
    public async Task Start_FirstMigrationWasCutOff_BeginsItAgain()
    {
        var settings = (await TestSettings.CreateAsync(servers, Provider.MariaDb)).WithoutBroker();
        await ForgetMigrationsAsync(settings, balance: null);

        await using var source = await settings.StartSourceAsync();

        Assert.Equal(1, await source.CountAsync("__EFMigrationsHistory"));
        await source.SetBalanceAsync("a", 1);
    }

    [Fact]
    public async Task Start_NoMigrationRecordedButRowsThere_DropsNothing()
    {
        var settings = (await TestSettings.CreateAsync(servers, Provider.MariaDb)).WithoutBroker();
        await ForgetMigrationsAsync(settings, balance: 7);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(settings.StartSourceAsync);

        Assert.Contains("already exists", refusal.GetBaseException().Message, StringComparison.Ordinal);
    }

    private static async Task ForgetMigrationsAsync(TestSettings settings, int? balance)
    {
        await using var source = await settings.StartSourceAsync();
        if (balance is { } given)
            await source.SetBalanceAsync("a", given);
        await source.ExecuteAsync("DROP TABLE __EFMigrationsHistory");
    }
}
