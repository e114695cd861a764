using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>Limits calls per client address, log-ins more strictly: 429 with Retry-After, before anything costly is done.</summary>
internal static class RateLimits
{
    private const string Unlimited = "";

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>>((limiter, options) =>
        {
            var limits = options.Value.RateLimit;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PerAddress(limits.LoginPerSecond, limits.LoginBurst, IsLogin),
                PerAddress(limits.PerSecond, limits.Burst, _ => true));
            limiter.OnRejected = RefuseAsync;
        });
        services.AddTransient<IStartupFilter, First>();
    }

    private static bool IsLogin(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && string.Equals(context.Request.Path.Value?.TrimEnd('/'), "/user-service/login", StringComparison.OrdinalIgnoreCase); // as routing compares

    private static PartitionedRateLimiter<HttpContext> PerAddress(int perSecond, int burst, Func<HttpContext, bool> applies) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => perSecond > 0 && applies(context)
            ? RateLimitPartition.GetTokenBucketLimiter((context.Connection.RemoteIpAddress ?? IPAddress.None).ToString(), _ => Bucket(perSecond, burst))
            : RateLimitPartition.GetNoLimiter(Unlimited));

    // The limiter refills a few times in a period, in proportion to the time gone by: no share has to be rounded here.
    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Problems.WriteAsync(
            rejected.HttpContext, StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyRequests, $"Too many calls from this address; try again in {seconds} s.");
    }

    /// <summary>Puts the limiter in front of everything else.</summary>
    private sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseRateLimiter();
            next(app);
        };
    }
}
