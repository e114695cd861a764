using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MsaSample.Messaging.DeadLetters;

namespace MsaSample.Messaging;

/// <summary>The library's HTTP API for operators.</summary>
public static class MessagingEndpoints
{
    /// <summary>
    /// Maps <c>GET /messaging/dead-letters</c> (the oldest 1000, without payload) and <c>POST /messaging/dead-letters/redrive</c>
    /// <c>{topic, key}</c>, which applies a parked key's events in order and answers <c>{redriven}</c>. If a handler still throws, it
    /// answers 500 and changes nothing. Both calls require the authorization policy <paramref name="policy"/>.
    /// </summary>
    public static RouteGroupBuilder MapMessaging(this IEndpointRouteBuilder routes, string policy)
    {
        var messaging = routes.MapGroup("/messaging").WithTags("Messaging").RequireAuthorization(policy);
        messaging.MapGet("/dead-letters", DeadLetterEndpoints.ListAsync).WithName("ListDeadLetters");
        messaging.MapPost("/dead-letters/redrive", DeadLetterEndpoints.RedriveAsync).WithName("RedriveDeadLetters");
        return messaging;
    }
}
