using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MsaSample.Messaging.Tests.Sample;

public class SampleDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountCopy> Copies => Set<AccountCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.Property(a => a.Id).HasMaxLength(50);
            account.Ignore(a => a.Undeclared);
        });
        modelBuilder.Entity<AccountCopy>(copy =>
        {
            copy.ToTable("account_copy");
            copy.Property(c => c.Id).HasMaxLength(50);
        });
        modelBuilder.AddMessaging();
    }
}

public sealed class SqliteSampleDbContext(DbContextOptions<SqliteSampleDbContext> options) : SampleDbContext(options);

[DbContext(typeof(SampleDbContext))]
[Migration("0001_Initial")]
public sealed class MariaDbInitial : SampleMigration;

[DbContext(typeof(SqliteSampleDbContext))]
[Migration("0001_Initial")]
public sealed class SqliteInitial : SampleMigration;

public abstract class SampleMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE account (Id VARCHAR(50) NOT NULL PRIMARY KEY, Balance INT NOT NULL, Version BIGINT NOT NULL)");
        migrationBuilder.Sql(
            "CREATE TABLE account_copy (Id VARCHAR(50) NOT NULL PRIMARY KEY, Balance INT NOT NULL, Applied INT NOT NULL, Version "
                + "BIGINT NOT NULL)");
        migrationBuilder.CreateMessagingTables();
    }
}
