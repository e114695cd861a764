using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsaSample.Services.Tests.Hosting;
using MsaSample.UserService.Data;
using MsaSample.UserService.Users;

namespace MsaSample.Services.Tests.Users;

public sealed class FirstAdminTests
{
    [Fact]
    public async Task Start_PasswordCannotBeLogged_CreatesNoAdmin()
    {
        using var service = new UserServiceUnderTest();
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<UserDbContext>();
        await db.Users.ExecuteDeleteAsync();
        var firstAdmin = new FirstAdmin(
            service.Services.GetRequiredService<IServiceScopeFactory>(),
            new ConfigurationBuilder().Build(),
            service.Services.GetRequiredService<Passwords>(),
            TimeProvider.System,
            new BrokenLog());

        await Assert.ThrowsAsync<IOException>(() => firstAdmin.StartAsync(CancellationToken.None));

        Assert.False(await db.Users.AnyAsync());
    }

    private sealed class BrokenLog : ILogger<FirstAdmin>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("the disk is full");
    }
}
