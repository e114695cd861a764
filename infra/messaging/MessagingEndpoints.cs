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
    /// <c>{topic, key}</c>, which applies a parked key's events in order and answers <c>{redriven}</c>. It changes nothing and answers
    /// 409 <c>redrive-refused</c> if a handler still throws, 409 <c>event-type-unknown</c> or 422 <c>dead-letter-no-event</c> if there is
    /// nothing that it could apply. Both calls require the authorization policy <paramref name="policy"/>.
    /// </summary>
    public static RouteGroupBuilder MapMessaging(this IEndpointRouteBuilder routes, string policy)
    {
        var messaging = routes.MapGroup("/messaging").WithTags("Messaging").RequireAuthorization(policy);
        messaging.MapGet("/dead-letters", DeadLetterEndpoints.ListAsync).WithName("ListDeadLetters");
        messaging.MapPost("/dead-letters/redrive", DeadLetterEndpoints.RedriveAsync).WithName("RedriveDeadLetters")
            .ProducesProblem(409).ProducesProblem(422);
        return messaging;
    }
}
