using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>
/// Makes the first admin when the database is new. The password is the setting <c>Admin:Password</c>, or a random one that is
/// shown once. An instance that starts at the same time may win; then this one says nothing.
/// </summary>
internal sealed class FirstAdmin(
    IServiceScopeFactory scopes, IConfiguration settings, Passwords passwords, TimeProvider clock, ILogger<FirstAdmin> log) : IHostedService
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
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();
            if (await ExistsAsync(db, cancellationToken))
                return;
            throw;
        }

        // Shown before the commit: killed between the two, the next start makes and shows another one.
        if (password != given)
            log.FirstAdminMade(Email, password);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<bool> ExistsAsync(UserDbContext db, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.NormalizedEmail == Email, cancellationToken);
}
