using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>The handlers of <see cref="MessagingEndpoints.MapMessaging"/>.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxListed = 1000;

    public sealed record Letter(
        long Id, string Topic, int Partition, long Offset, string? Key, string? Type, long? Version, string Reason, DateTimeOffset At);

    public sealed record RedriveRequest([Required] string Topic, [Required] string Key);

    public sealed record RedriveResponse(int Redriven);

    public static async Task<Ok<List<Letter>>> ListAsync(DeadLetterOperations operations, CancellationToken cancellationToken)
    {
        var letters = await operations.ListAsync(MaxListed, cancellationToken);
        return TypedResults.Ok(letters.ConvertAll(letter => new Letter(
            letter.Id,
            letter.Topic,
            letter.Partition,
            letter.Offset,
            letter.Key,
            letter.Type,
            letter.Version,
            letter.Reason,
            letter.CreatedAt)));
    }

    public static async Task<Results<Ok<RedriveResponse>, ProblemHttpResult>> RedriveAsync(
        RedriveRequest request, DeadLetterOperations operations, CancellationToken cancellationToken)
    {
        var redrive = await operations.RedriveAsync(request.Topic, request.Key, cancellationToken);
        return redrive.Refusal switch
        {
            null => TypedResults.Ok(new RedriveResponse(redrive.Count)),
            RedriveRefusal.NoEvent => Problem(422, "dead-letter-no-event", $"No dead letter of this key is an event: {redrive.Reason}"),
            RedriveRefusal.UnknownType => Problem(409, "event-type-unknown", $"Nothing was changed: {redrive.Reason}"),
            _ => Problem(409, "redrive-refused", $"Nothing was changed: {redrive.Reason}"),
        };
    }

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
