using System.Net;
using System.Text.Json;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Theory]
    [InlineData("user-service")]
    [InlineData("catalog-service")]
    [InlineData("order-service")]
    public async Task Health_RunningService_IsLiveAndReady(string service)
    {
        (await Anyone.GetAsync($"/{service}/health-check")).Is(HttpStatusCode.OK);
        (await Anyone.GetAsync($"/{service}/health/live")).Is(HttpStatusCode.OK);
        await Eventually.Passes(
            $"{service} is ready", async () => (await Anyone.GetAsync($"/{service}/health/ready")).Is(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Health_Gateway_IsLiveAndReady()
    {
        (await Anyone.GetAsync("/health/live")).Is(HttpStatusCode.OK);
        (await Anyone.GetAsync("/health/ready")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("user-service", "/users")]
    [InlineData("user-service", "/login")]
    [InlineData("catalog-service", "/catalogs")]
    [InlineData("order-service", "/{userId}/orders")]
    public async Task OpenApi_EachService_DescribesItsPaths(string service, string path)
    {
        var document = (await Anyone.GetAsync($"/{service}/openapi")).Read<JsonElement>();

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        Assert.Contains(document.GetProperty("paths").EnumerateObject(), each => each.Name.EndsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenApi_Gateway_ShowsAllServicesOnOnePage()
    {
        var page = (await Anyone.GetAsync("/openapi")).Is(HttpStatusCode.OK);

        Assert.Equal("text/html", page.MediaType);
        foreach (var service in (string[])["user-service", "catalog-service", "order-service"]) Assert.Contains(service, page.Body);
    }

    [Fact]
    public async Task RequestsFile_EveryCallInOrder_AnswersAsItsTitleSays()
    {
        var file = new RequestsFile(Path.Combine(AppContext.BaseDirectory, "requests.http"), new Dictionary<string, string>
        {
            ["host"] = _lane.System.Gateway.ToString().TrimEnd('/'),
            ["email"] = $"{Guid.CreateVersion7():N}@example.com",
            ["adminPassword"] = Administrator.Password,
        });

        Assert.True(await file.SendAllAsync(Anyone) > 20, "the file has every call");
    }
}
