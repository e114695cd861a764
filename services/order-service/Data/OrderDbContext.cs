using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MsaSample.Data;
using MsaSample.Messaging;
using MsaSample.OrderService.Orders;
using MsaSample.OrderService.Products;
using MsaSample.OrderService.Users;

namespace MsaSample.OrderService.Data;

/// <summary>The database <c>order_service</c>, with MariaDB's migrations.</summary>
internal class OrderDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>Copies of products, updated by catalog events.</summary>
    public DbSet<ProductCopy> Products => Set<ProductCopy>();

    /// <summary>Copies of users, updated by user events.</summary>
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

/// <summary>The same model with SQLite's migrations.</summary>
internal sealed class SqliteOrderDbContext(DbContextOptions<SqliteOrderDbContext> options) : OrderDbContext(options);

internal sealed class OrderDbContextFactory : IDesignTimeDbContextFactory<OrderDbContext>
{
    public OrderDbContext CreateDbContext(string[] args) => new(DesignTime.MariaDb<OrderDbContext>());
}

internal sealed class SqliteOrderDbContextFactory : IDesignTimeDbContextFactory<SqliteOrderDbContext>
{
    public SqliteOrderDbContext CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteOrderDbContext>());
}
