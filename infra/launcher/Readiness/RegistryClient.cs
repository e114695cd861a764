using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MsaSample.Launcher.Readiness;

/// <summary>
/// Finds instances by Eureka's <c>GET apps/{app}/{instance}</c>, which answers from the leases, while the list of a stock server's
/// <c>GET apps</c> is up to 30 s old.
/// </summary>
internal sealed class RegistryClient(HttpClient http)
{
    /// <summary>
    /// The address of an instance, or null while it is not registered or the registry, as <c>http://127.0.0.1:8761/eureka</c>, does not
    /// answer.
    /// </summary>
    public async Task<Uri?> FindAsync(string registry, string app, string instanceId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{registry.TrimEnd('/')}/apps/{app.ToUpperInvariant()}/{Uri.EscapeDataString(instanceId)}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return null;

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return AddressOf(json.RootElement.GetProperty("instance"));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException || IsTimeout(e, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Whether the registry has an instance of a service; false while it does not answer.</summary>
    public async Task<bool> HasAsync(string registry, string app, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"{registry.TrimEnd('/')}/apps/{app.ToUpperInvariant()}"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || IsTimeout(e, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>True when it was the client's own time-out, not the caller, that cancelled.</summary>
    public static bool IsTimeout(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    /// <summary>A port is <c>{"$": 40123, "@enabled": "true"}</c>, the number as a string in some versions.</summary>
    private static Uri AddressOf(JsonElement instance)
    {
        var port = instance.GetProperty("port").GetProperty("$");
        var number = port.ValueKind == JsonValueKind.Number ? port.GetInt32() : int.Parse(port.GetString()!, CultureInfo.InvariantCulture);
        return new Uri($"http://{instance.GetProperty("ipAddr").GetString()}:{number}");
    }
}
