using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Sends HTTP requests to the gateway, with or without a token.</summary>
public sealed class Caller(HttpClient http, string? token = null)
{
    /// <summary>The token that requests carry; null: none.</summary>
    public string? Token => token;

    /// <summary>The same caller with another token.</summary>
    public Caller With(string? otherToken) => new(http, otherToken);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, object body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), idempotencyKey is null ? null : ("Idempotency-Key", idempotencyKey));

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    public Task<Answer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Answer> PostTextAsync(string path, string body, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, mediaType));

    /// <summary>Sends any request.</summary>
    /// <exception cref="HttpRequestException">The gateway could not be reached or the connection broke.</exception>
    /// <exception cref="TaskCanceledException">No answer came in time.</exception>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)?[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var header in headers)
            if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);

        using var response = await http.SendAsync(request);
        return new Answer(
            $"{method} {path}", response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync());
    }
}
