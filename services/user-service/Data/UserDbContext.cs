using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MsaSample.Data;
using MsaSample.Messaging;
using MsaSample.UserService.Orders;
using MsaSample.UserService.Users;

namespace MsaSample.UserService.Data;

/// <summary>The database <c>user_service</c>, with MariaDB's migrations.</summary>
internal class UserDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    /// <summary>Copies of orders, updated by order events.</summary>
    public DbSet<OrderCopy> Orders => Set<OrderCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Ids and addresses compare byte by byte on both databases.
        if (Database.IsMySql())
            modelBuilder.UseCollation("utf8mb4_nopad_bin");

        modelBuilder.ApplyConfiguration(new UserConfiguration());
        modelBuilder.ApplyConfiguration(new OrderCopyConfiguration());
        modelBuilder.AddMessaging();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
}

/// <summary>The same model with SQLite's migrations.</summary>
internal sealed class SqliteUserDbContext(DbContextOptions<SqliteUserDbContext> options) : UserDbContext(options);

internal sealed class UserDbContextFactory : IDesignTimeDbContextFactory<UserDbContext>
{
    public UserDbContext CreateDbContext(string[] args) => new(DesignTime.MariaDb<UserDbContext>());
}

internal sealed class SqliteUserDbContextFactory : IDesignTimeDbContextFactory<SqliteUserDbContext>
{
    public SqliteUserDbContext CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteUserDbContext>());
}
