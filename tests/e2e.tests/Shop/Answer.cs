using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MsaSample.EndToEnd.Tests;

/// <summary>The response to one request: status, headers and the whole body as text.</summary>
public sealed record Answer(string Call, HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string Body)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body, Web);

    /// <summary>The address of the next page, from the header <c>Link: &lt;…&gt;; rel="next"</c>; null on the last one.</summary>
    public string? NextPage =>
        Headers.TryGetValues("Link", out var links) && links.FirstOrDefault(link => link.Contains("rel=\"next\"")) is { } next
            ? next[(next.IndexOf('<') + 1)..next.IndexOf('>')]
            : null;

    /// <summary>The value of a header, which must occur exactly once.</summary>
    public string Header(string name)
    {
        Assert.True(Headers.TryGetValues(name, out var values), $"{Call} answered without the header {name}");
        return Assert.Single(values);
    }

    /// <summary>The body as a value, after a check of the status.</summary>
    public T Read<T>(HttpStatusCode expected = HttpStatusCode.OK) => JsonSerializer.Deserialize<T>(Is(expected).Body, Web)!;

    /// <summary>Fails, with the body in the text, unless the status is the expected one.</summary>
    public Answer Is(HttpStatusCode expected)
    {
        Assert.True(Status == expected, $"{Call} answered {(int)Status}, not {(int)expected}: {Body}");
        return this;
    }

    /// <summary>Fails unless this is a problem body (RFC 9457) with all members that this system's problems have.</summary>
    public JsonElement IsProblem(HttpStatusCode status, string code)
    {
        Is(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        foreach (var member in (string[])["type", "title", "instance", "traceId"])
            Assert.False(string.IsNullOrEmpty(Json.GetProperty(member).GetString()), $"{Call}: the problem has no {member}: {Body}");
        return Json;
    }
}
