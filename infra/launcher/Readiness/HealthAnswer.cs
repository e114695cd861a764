using System.Text.Json;

namespace MsaSample.Launcher.Readiness;

/// <summary>Describes an answer of <c>/health/ready</c> in one line: the checks that fail, with their reasons.</summary>
internal static class HealthAnswer
{
    private const int LongestText = 200;

    public static string Describe(int statusCode, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var failing = json.RootElement.GetProperty("checks").EnumerateObject()
                .Where(check => check.Value.GetProperty("status").GetString() != "Healthy")
                .Select(check => $"{check.Name} ({check.Value.GetProperty("description").GetString() ?? "not ready"})");
            return string.Join(", ", failing);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var line = body.ReplaceLineEndings(" ");
            return $"{statusCode} {(line.Length <= LongestText ? line : line[..LongestText] + "…")}".TrimEnd();
        }
    }
}
