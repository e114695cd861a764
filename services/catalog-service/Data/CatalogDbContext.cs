using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MsaSample.CatalogService.Products;
using MsaSample.CatalogService.Reservations;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Data;

/// <summary>The database <c>catalog_service</c>, with MariaDB's migrations.</summary>
internal class CatalogDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Ids compare byte by byte on both databases.
        if (Database.IsMySql())
            modelBuilder.UseCollation("utf8mb4_nopad_bin");

        modelBuilder.ApplyConfiguration(new ProductConfiguration());
        modelBuilder.ApplyConfiguration(new ReservationConfiguration());
        modelBuilder.AddMessaging();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
}

/// <summary>The same model with SQLite's migrations.</summary>
internal sealed class SqliteCatalogDbContext(DbContextOptions<SqliteCatalogDbContext> options) : CatalogDbContext(options);

internal sealed class CatalogDbContextFactory : IDesignTimeDbContextFactory<CatalogDbContext>
{
    public CatalogDbContext CreateDbContext(string[] args) => new(DesignTime.MariaDb<CatalogDbContext>());
}

internal sealed class SqliteCatalogDbContextFactory : IDesignTimeDbContextFactory<SqliteCatalogDbContext>
{
    public SqliteCatalogDbContext CreateDbContext(string[] args) => new(DesignTime.Sqlite<SqliteCatalogDbContext>());
}
