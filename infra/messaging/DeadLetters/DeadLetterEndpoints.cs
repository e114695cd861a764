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

    public static async Task<Ok<RedriveResponse>> RedriveAsync(
        RedriveRequest request, DeadLetterOperations operations, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RedriveResponse(await operations.RedriveAsync(request.Topic, request.Key, cancellationToken)));
}
