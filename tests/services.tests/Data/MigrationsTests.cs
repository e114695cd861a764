using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.OrderService.Data;
using MsaSample.UserService.Data;

namespace MsaSample.Services.Tests.Data;

public sealed class MigrationsTests
{
    [Fact]
    public void Migrations_OfEveryContext_HaveTheWholeModel()
    {
        DbContext[] contexts =
        [
            new CatalogDbContextFactory().CreateDbContext([]),
            new SqliteCatalogDbContextFactory().CreateDbContext([]),
            new OrderDbContextFactory().CreateDbContext([]),
            new SqliteOrderDbContextFactory().CreateDbContext([]),
            new UserDbContextFactory().CreateDbContext([]),
            new SqliteUserDbContextFactory().CreateDbContext([]),
        ];

        Assert.All(contexts, context => Assert.False(context.Database.HasPendingModelChanges(), context.GetType().Name));
    }
}
