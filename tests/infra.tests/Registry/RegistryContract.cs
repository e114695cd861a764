using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MsaSample.Discovery.Wire;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Registry;

/// <summary>The behaviour that Eureka clients rely on. Our registry and the stock server pass the same tests.</summary>
public abstract class RegistryContract
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
    private const long ChangedAt = 1_700_000_000_000;
    private readonly string _app = $"APP-{Guid.NewGuid():N}".ToUpperInvariant();

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The server's URL, e.g. http://127.0.0.1:8761/eureka; skips the test where the server cannot run.</summary>
    protected abstract Task<Uri> ServerAsync();

    [Fact]
    public async Task Register_NewInstance_IsAnsweredWith204AndListed()
    {
        await RegisterAsync("h:1");

        var instance = (await GetJsonAsync($"apps/{_app}/h%3A1")).GetProperty("instance");
        Assert.Equal(("h:1", "UP"), (instance.GetProperty("instanceId").GetString(), instance.GetProperty("status").GetString()));
        Assert.Equal(JsonValueKind.Number, instance.GetProperty("port").GetProperty("$").ValueKind);
        Assert.Equal("true", instance.GetProperty("port").GetProperty("@enabled").GetString());
        Assert.Equal(JsonValueKind.String, instance.GetProperty("lastDirtyTimestamp").ValueKind);
        Assert.Equal(JsonValueKind.Number, instance.GetProperty("leaseInfo").GetProperty("durationInSecs").ValueKind);
        Assert.Equal("ADDED", instance.GetProperty("actionType").GetString());
    }

    [Theory]
    [InlineData("\"hostName\":\"127.0.0.1\"", "\"hostName\":\"\"")]
    [InlineData("\"ipAddr\":\"127.0.0.1\"", "\"ipAddr\":\"\"")]
    [InlineData("\"app\":\"", "\"app\":\"OTHER")]
    public async Task Register_UnusableInstance_IsAnsweredWith400(string good, string bad)
    {
        var json = Instances.Of(_app, "1").ToJson().Replace(good, bad, StringComparison.Ordinal);

        using var answer = await SendAsync(HttpMethod.Post, $"apps/{_app}", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Register_AsXml_IsListedAsJson()
    {
        var xml = $"""
            <instance><instanceId>x1</instanceId><hostName>h</hostName><app>{_app}</app><ipAddr>10.0.0.1</ipAddr><status>UP</status>
            <overriddenstatus>UNKNOWN</overriddenstatus><port enabled="true">8080</port>
            <dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo"><name>MyOwn</name></dataCenterInfo>
            <metadata><my__key>v</my__key></metadata></instance>
            """;
        using var answer = await SendAsync(HttpMethod.Post, $"apps/{_app}", xml, "application/xml");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var instance = (await GetJsonAsync($"apps/{_app}/x1")).GetProperty("instance");
        Assert.Equal(8080, instance.GetProperty("port").GetProperty("$").GetInt32());
        Assert.Equal("v", instance.GetProperty("metadata").GetProperty("my_key").GetString());
    }

    [Fact]
    public async Task Heartbeat_KnownInstance_IsAnsweredWith200AndNoBody()
    {
        await RegisterAsync("1");

        using var answer = await SendAsync(HttpMethod.Put, $"apps/{_app}/1?status=UP&lastDirtyTimestamp={ChangedAt}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Heartbeat_UnknownOrChangedInstance_IsAnsweredWith404()
    {
        await RegisterAsync("1");

        Assert.Equal(
            HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/2?status=UP&lastDirtyTimestamp={ChangedAt}"));
        Assert.Equal(
            HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/1?status=UP&lastDirtyTimestamp={ChangedAt + 1}"));
    }

    [Fact]
    public async Task Cancel_KnownInstance_IsGoneAtOnce()
    {
        await RegisterAsync("1");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Delete, $"apps/{_app}/1"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Delete, $"apps/{_app}/1"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Get, $"apps/{_app}/1"));
    }

    [Theory]
    [InlineData("apps")]
    [InlineData("apps/")]
    public async Task List_Full_HasTheInstanceItsVersionAndHash(string path)
    {
        await RegisterAsync("1");

        await Eventually.Passes("the instance is in the full list", async () =>
        {
            var list = Applications(await GetJsonAsync(path));
            Assert.Equal("1", list.VersionsDelta);
            Assert.Contains(list.Applications, application => application.Name == _app);
            Assert.Equal(list.HashCode, AppsHash.Of(list.Applications.SelectMany(a => a.Instances).Select(i => i.Status)));
        }, ct: Ct);
    }

    [Fact]
    public async Task Delta_RegisteredThenCancelled_SaysAddedThenDeleted()
    {
        await RegisterAsync("1");
        await Eventually.True("the delta says ADDED", async () => await LastActionAsync() == WireAction.Added, ct: Ct);

        await StatusOfAsync(HttpMethod.Delete, $"apps/{_app}/1");

        await Eventually.True("the delta says DELETED", async () => await LastActionAsync() == WireAction.Deleted, ct: Ct);
    }

    [Fact]
    public async Task Status_SetAndCleared_TakesTheInstanceOutAndMakesItRegisterAgain()
    {
        await RegisterAsync("1");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/1/status?value=OUT_OF_SERVICE"));
        var instance = (await GetJsonAsync($"apps/{_app}/1")).GetProperty("instance");
        Assert.Equal("OUT_OF_SERVICE", instance.GetProperty("status").GetString());
        Assert.Equal("OUT_OF_SERVICE", instance.GetProperty("overriddenStatus").GetString());

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Delete, $"apps/{_app}/1/status"));
        Assert.Equal(
            HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/1?status=UP&lastDirtyTimestamp={ChangedAt}"));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/1/status?value=NONSENSE"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/2/status?value=UP"));
    }

    [Fact]
    public async Task Metadata_Added_IsMerged()
    {
        await RegisterAsync("1");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Put, $"apps/{_app}/1/metadata?zone=z1"));

        var metadata = (await GetJsonAsync($"apps/{_app}/1")).GetProperty("instance").GetProperty("metadata");
        Assert.Equal("z1", metadata.GetProperty("zone").GetString());
    }

    [Fact]
    public async Task List_ByVipOrId_FindsTheInstance()
    {
        await RegisterAsync(_app + "-id");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Get, $"instances/{_app}-id"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(HttpMethod.Get, "instances/none"));
        await Eventually.True(
            "the instance is found by its VIP",
            async () => Applications(await GetJsonAsync($"vips/{_app}")) is { VersionsDelta: "-1", Applications: [{ Instances: [{ }] }] },
            ct: Ct);
    }

    [Fact]
    public async Task List_WithoutJsonInAccept_IsXml()
    {
        await RegisterAsync("1");

        using var answer = await SendAsync(HttpMethod.Get, $"apps/{_app}/1", accept: "*/*");
        var text = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal("application/xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<overriddenstatus>UNKNOWN</overriddenstatus>", text, StringComparison.Ordinal);
        Assert.Contains("<port enabled=\"true\">5001</port>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_GzipAccepted_IsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await UrlAsync("apps"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await Http.SendAsync(request, Ct);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Path_WithVersion2_IsTheSame()
    {
        await RegisterAsync("1");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Get, $"v2/apps/{_app}/1"));
    }

    private static WireApplications Applications(JsonElement json) => EurekaJsonReader.ReadApplications(json);

    private async Task<WireAction?> LastActionAsync() => Applications(await GetJsonAsync("apps/delta"))
        .Applications.FirstOrDefault(application => application.Name == _app)?.Instances[^1].Action;

    private async Task RegisterAsync(string id)
    {
        using var answer = await SendAsync(
            HttpMethod.Post, $"apps/{_app}", (Instances.Of(_app, id, leaseSeconds: 90) with { LastDirtyTimestamp = ChangedAt }).ToJson());
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<Uri> UrlAsync(string path) => new($"{await ServerAsync()}/{path}");

    private async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
    }

    private async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path)
    {
        using var answer = await SendAsync(method, path);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, await UrlAsync(path));
        request.Headers.Accept.ParseAdd(accept);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        return await Http.SendAsync(request, Ct);
    }
}
