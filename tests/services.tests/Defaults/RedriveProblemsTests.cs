using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.CatalogService.Data;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Defaults;

/// <summary>A redrive that can do nothing says why with a stable code.</summary>
public sealed class RedriveProblemsTests
{
    [Theory]
    [InlineData("order-placed.v1", 422, "dead-letter-no-event")]
    [InlineData("order-forgotten.v1", 409, "event-type-unknown")]
    public async Task Redrive_NothingItCanApply_SaysWhy(string type, int status, string code)
    {
        await using var service = new CatalogServiceUnderTest();
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CatalogDbContext>().Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO dead_letter (topic, partition_id, record_offset, record_key, type, version, payload, reason, created_at)
            VALUES ('order-events', 0, 0, 'k', {{type}}, 1, x'7b7d', 'a test', 0)
            """);
        using var admin = service.ClientWith(TestTokens.ForAdmin());

        await admin.Post("/messaging/dead-letters/redrive", new { topic = "order-events", key = "k" }).Problem(status, code);
    }
}
