using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>
/// Limits calls per client address, log-ins more strictly. Answers 429 with Retry-After before the request costs anything more.
/// </summary>
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
        services.AddTransient<IStartupFilter, LimiterFirst>();
    }

    private static bool IsLogin(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        // Without case and trailing slash, as routing compares.
        && string.Equals(context.Request.Path.Value?.TrimEnd('/'), "/user-service/login", StringComparison.OrdinalIgnoreCase);

    private static PartitionedRateLimiter<HttpContext> PerAddress(int perSecond, int burst, Func<HttpContext, bool> applies) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => perSecond > 0 && applies(context)
            ? RateLimitPartition.GetTokenBucketLimiter(AddressOf(context), _ => Bucket(perSecond, burst))
            : RateLimitPartition.GetNoLimiter(Unlimited));

    private static string AddressOf(HttpContext context) => (context.Connection.RemoteIpAddress ?? IPAddress.None).ToString();

    // The limiter itself refills several times per period, in proportion to the elapsed time, so a period of a second is fine enough.
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
            rejected.HttpContext,
            StatusCodes.Status429TooManyRequests,
            ProblemCodes.TooManyRequests,
            $"Too many calls from this address. Try again in {seconds} s.");
    }

    /// <summary>Puts the limiter in front of all other middleware.</summary>
    private sealed class LimiterFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseRateLimiter();
            next(app);
        };
    }
}
