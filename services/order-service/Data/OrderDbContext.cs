using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MsaSample.Data;
using MsaSample.Messaging;
using MsaSample.OrderService.Orders;
using MsaSample.OrderService.Products;
using MsaSample.OrderService.Users;

namespace MsaSample.OrderService.Data;

/// <summary>The database order_service, on MariaDB.</summary>
internal class OrderDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>Copies, kept in step by catalog events.</summary>
    public DbSet<ProductCopy> Products => Set<ProductCopy>();

    /// <summary>Copies, kept in step by user events.</summary>
    public DbSet<UserCopy> Users => Set<UserCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Ids and keys compare byte by byte on both databases.
        if (Database.IsMySql())
            modelBuilder.UseCollation("utf8mb4_nopad_bin");

        modelBuilder.ApplyConfiguration(new OrderConfiguration());
        modelBuilder.ApplyConfiguration(new ProductCopyConfiguration());
        modelBuilder.ApplyConfiguration(new UserCopyConfiguration());
        modelBuilder.AddMessaging();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
}

/// <summary>The same on SQLite, with migrations of its own.</summary>
internal sealed class SqliteOrderDbContext(DbContextOptions<SqliteOrderDbContext> options) : OrderDbContext(options);

internal sealed class OrderDbContextFactory : IDesignTimeDbContextFactory<OrderDbContext>
{
    public OrderDbContext CreateDbContext(string[] args) => new(DesignTime.MariaDb<OrderDbContext>());
}

internal sealed class SqliteOrderDbContextFactory : IDesignTimeDbContextFactory<SqliteOrderDbContext>
{
    public SqliteOrderDbContext CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteOrderDbContext>());
}
