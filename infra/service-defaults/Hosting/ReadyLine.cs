using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>The one line on stdout that says a program listens, where, and how long after its process began.</summary>
internal static class ReadyLine
{
    public static void Print(string name, WebApplication app, string path)
    {
        if (app.Urls.FirstOrDefault() is not { } address)
            return;

        using var process = Process.GetCurrentProcess();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var seconds = (clock.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalSeconds;
        Console.WriteLine($"{name} is ready: {address}{path} ({seconds.ToString("0.0", CultureInfo.InvariantCulture)} s)");
    }
}
