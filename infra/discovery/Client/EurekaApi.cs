using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>
/// The requests of the Eureka protocol that a client sends. They go to the server that answered last; when it fails, each other server is
/// tried once. Every failure is an <see cref="HttpRequestException"/>.
/// </summary>
internal sealed class EurekaApi : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _servers;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private int _preferred;

    public EurekaApi(IOptions<EurekaClientOptions> options, TimeProvider clock)
    {
        _servers = options.Value.Servers;
        _timeout = TimeSpan.FromSeconds(options.Value.EurekaServer.ConnectTimeoutSeconds);
        _clock = clock;
        // Not from IHttpClientFactory, whose clients would look up the registry's address in the registry. Without trace propagation,
        // because a heartbeat belongs to no request.
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectTimeout = _timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AutomaticDecompression = options.Value.EurekaServer.ShouldGZipContent ? DecompressionMethods.GZip : DecompressionMethods.None,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server that requests go to, without user and password.</summary>
    public string Server => _servers[_preferred].GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Registers the instance: POST apps/{app}.</summary>
    public async Task RegisterAsync(WireInstance instance, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            EurekaJsonWriter.Write(writer, instance);
        using var response = await SendAsync(
            HttpMethod.Post, $"apps/{instance.App}", buffer.ToArray(), null, TimeSpan.Zero, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Renews the lease: PUT apps/{app}/{id}. False when the registry does not know the instance, so that it must register again.
    /// </summary>
    public async Task<bool> HeartbeatAsync(WireInstance instance, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(instance)}?status={instance.Status.ToWire()}&lastDirtyTimestamp={instance.LastDirtyTimestamp}";
        using var response = await SendAsync(HttpMethod.Put, path, null, null, TimeSpan.Zero, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Cancels the lease: DELETE apps/{app}/{id}. An instance that is unknown already is not an error.</summary>
    public async Task CancelAsync(WireInstance instance, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, PathOf(instance), null, null, TimeSpan.Zero, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
            response.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Fetches the full list (GET apps) or the recent changes (GET apps/delta); null when the server gives no delta. With the version that
    /// the caller has in <paramref name="seen"/>, the request is a long poll, which the server may answer up to <paramref name="wait"/>
    /// later.
    /// </summary>
    public async Task<FetchedApps?> FetchAsync(bool delta, string? seen, TimeSpan wait, CancellationToken cancellationToken)
    {
        var longPoll = seen is not null && wait >= TimeSpan.FromSeconds(1);
        using var response = await SendAsync(
            HttpMethod.Get, delta ? "apps/delta" : "apps", null,
            longPoll ? AskToWait : null,
            longPoll ? wait : TimeSpan.Zero,
            cancellationToken);
        if (delta && !response.IsSuccessStatusCode)
            return null;
        response.EnsureSuccessStatusCode();
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            var version = response.Headers.TryGetValues(RegistryHeaders.Version, out var values) ? values.FirstOrDefault() : null;
            return new FetchedApps(EurekaJsonReader.ReadApplications(json.RootElement), version);
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"{Server} answered with a body that is not a list of applications: {e.Message}", e);
        }

        void AskToWait(HttpRequestHeaders headers)
        {
            headers.Add(RegistryHeaders.Version, seen);
            headers.Add(RegistryHeaders.Wait, $"{(int)wait.TotalSeconds}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string PathOf(WireInstance instance) => $"apps/{instance.App}/{Uri.EscapeDataString(instance.InstanceId)}";

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, Action<HttpRequestHeaders>? addHeaders, TimeSpan wait,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = _preferred;
            try
            {
                return await SendToAsync(_servers[server], method, path, body, addHeaders, wait, cancellationToken);
            }
            catch (HttpRequestException) when (attempt < _servers.Count)
            {
                _preferred = (server + 1) % _servers.Count;
            }
        }
    }

    private async Task<HttpResponseMessage> SendToAsync(
        Uri server, HttpMethod method, string path, byte[]? body, Action<HttpRequestHeaders>? addHeaders, TimeSpan wait,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, path));
        request.Headers.Accept.ParseAdd("application/json");
        if (server.UserInfo.Length > 0)
            request.Headers.Authorization = BasicAuthentication(server.UserInfo);
        addHeaders?.Invoke(request.Headers);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };

        using var timeout = new CancellationTokenSource(_timeout + wait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var response = await _http.SendAsync(request, either.Token);
            if ((int)response.StatusCode < 500)
                return response;
            using (response)
                throw new HttpRequestException($"{method} {path} was answered with {(int)response.StatusCode}", null, response.StatusCode);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{method} {path} was not answered within {(_timeout + wait).TotalSeconds:0} s");
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    private static AuthenticationHeaderValue BasicAuthentication(string userInfo) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo))));
}

/// <summary>A list of applications, with its version when the server supports long polls.</summary>
internal sealed record FetchedApps(WireApplications Apps, string? Version);
