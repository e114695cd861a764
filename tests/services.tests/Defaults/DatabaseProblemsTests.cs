using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.ServiceDefaults;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Defaults;

public sealed class DatabaseProblemsTests : IAsyncLifetime
{
    private const int SqliteBusy = 5;
    private const int SqliteConstraint = 19;

    private readonly WebApplication _app = Build();
    private readonly HttpClient _client = new();

    [Theory]
    [InlineData("/away", 503, "database-unavailable")]
    [InlineData("/away-wrapped", 503, "database-unavailable")]
    [InlineData("/conflict", 409, "version-conflict")]
    [InlineData("/bug", 500, "internal-error")]
    public async Task Handler_DatabaseFails_SaysWhetherToTryAgain(string path, int status, string code) =>
        await _client.GetAsync(path).Problem(status, code);

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = ServiceProgram.CreateBuilder(["--logging:loglevel:default=None"]);
        builder.AddServiceDefaults("test-service");
        builder.Services.AddDatabaseProblems(DatabaseFailures.IsOutage, DatabaseFailures.IsConflict);
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/away", string () => throw new SqliteException("busy", SqliteBusy));
        app.MapGet("/away-wrapped", string () => throw new DbUpdateException("save", new SqliteException("busy", SqliteBusy)));
        app.MapGet("/conflict", string () => throw new DbUpdateConcurrencyException("changed"));
        app.MapGet("/bug", string () => throw new DbUpdateException("save", new SqliteException("constraint", SqliteConstraint)));
        return app;
    }
}
