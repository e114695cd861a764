using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>
/// Creates the first admin in a new database. The password is the setting <c>Admin:Password</c>, or a random one that is logged once. Of
/// several instances that start at the same time, one creates the admin and the others log nothing.
/// </summary>
internal sealed class FirstAdmin(
    IServiceScopeFactory scopes,
    IConfiguration settings,
    Passwords passwords,
    TimeProvider clock,
    ILogger<FirstAdmin> logger) : IHostedService
{
    public const string Email = "admin@msa-sample.local";
    private const int RandomPasswordBytes = 15;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<UserDbContext>();
        if (await ExistsAsync(db, cancellationToken))
            return;

        var given = settings["Admin:Password"];
        var password = string.IsNullOrEmpty(given) ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomPasswordBytes)) : given;
        var admin = User.Register(Email, "Admin", TokenRules.AdminRole, clock.GetUtcNowToMicrosecond());
        passwords.Set(admin, password);
        db.Users.Add(admin);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.TrySaveAsync(() => ExistsAsync(db, cancellationToken), cancellationToken))
            return;

        // Logged before the commit: if the process is killed in between, the next start creates an admin again and logs its password.
        if (password != given)
            logger.FirstAdminCreated(Email, password);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<bool> ExistsAsync(UserDbContext db, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.NormalizedEmail == Email, cancellationToken);
}
