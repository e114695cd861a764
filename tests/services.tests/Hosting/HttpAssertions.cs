using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MsaSample.Services.Tests.Hosting;

internal static class HttpAssertions
{
    /// <summary>The JSON body of an answer with this status.</summary>
    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> call, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await call;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement.Clone();
    }

    /// <summary>The problem body, after checking everything that all of them have.</summary>
    public static async Task<JsonElement> Problem(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var response = await call;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(text).RootElement.Clone();
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("type").GetString()!);
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
        Assert.StartsWith("/", body.GetProperty("instance").GetString());
        Assert.Matches("^[0-9a-f]{32}$", body.GetProperty("traceId").GetString());
        return body;
    }

    public static IEnumerable<string> Fields(this JsonElement problem) =>
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name);

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    public static Task<HttpResponseMessage> PostText(this HttpClient client, string path, string body, string type = "application/json") =>
        client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, type));
}
