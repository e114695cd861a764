using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>
/// AlterUserScramCredentials: sets and removes users' credentials. The valid changes of a request are stored in one step.
/// </summary>
internal sealed class AlterUserScramCredentialsHandler(ScramCredentials credentials)
    : IHandler<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse>
{
    // Kafka's own bounds (KIP-554): fewer iterations are easy to crack, more would let a few log-ins use up the processor.
    private const int MinIterations = 4096;
    private const int MaxIterations = 16384;

    public AlterUserScramCredentialsResponse Handle(AlterUserScramCredentialsRequest request, RequestContext context)
    {
        var twice = request.Deletions.Select(d => d.Name).Concat(request.Upsertions.Select(u => u.Name))
            .GroupBy(name => name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var results = twice
            .Select(name => new AlteredScramUser(
                name, ErrorCode.DuplicateResource, "A user credential cannot be altered twice in the same request"))
            .ToList();
        var changes = new List<ScramChange>();
        foreach (var deletion in request.Deletions.Where(d => !twice.Contains(d.Name)))
            Take(deletion.Name, Check(deletion), new ScramChange(deletion.Name, deletion.Mechanism, null));
        foreach (var upsertion in request.Upsertions.Where(u => !twice.Contains(u.Name)))
            Take(upsertion.Name, Check(upsertion), Credential(upsertion));

        credentials.Change(changes);
        return new AlterUserScramCredentialsResponse(results);

        void Take(string name, (ErrorCode Error, string? Message) check, ScramChange? change)
        {
            results.Add(new AlteredScramUser(name, check.Error, check.Message));
            if (check.Error == ErrorCode.None)
                changes.Add(change!);
        }
    }

    private (ErrorCode Error, string? Message) Check(ScramDeletion deletion) =>
        Check(deletion.Name, deletion.Mechanism)
        ?? (credentials.Find(deletion.Name, deletion.Mechanism) is null
            ? (ErrorCode.ResourceNotFound, "Attempt to delete a user credential that does not exist")
            : (ErrorCode.None, null));

    private static (ErrorCode Error, string? Message) Check(ScramUpsertion upsertion) =>
        Check(upsertion.Name, upsertion.Mechanism) ?? upsertion switch
        {
            { Iterations: < MinIterations } => (ErrorCode.UnacceptableCredential, "Too few iterations"),
            { Iterations: > MaxIterations } => (ErrorCode.UnacceptableCredential, "Too many iterations"),
            { Salt.Length: 0 } or { SaltedPassword.Length: 0 } =>
                (ErrorCode.UnacceptableCredential, "Salt and salted password must not be empty"),
            _ => (ErrorCode.None, null),
        };

    private static (ErrorCode Error, string? Message)? Check(string name, ScramMechanism mechanism)
    {
        if (name.Length == 0)
            return (ErrorCode.UnacceptableCredential, "Username must not be empty");
        return mechanism.IsKnown() ? null : (ErrorCode.UnsupportedSaslMechanism, "Unknown SCRAM mechanism");
    }

    private static ScramChange? Credential(ScramUpsertion upsertion) => upsertion.Mechanism.IsKnown()
        ? new ScramChange(
            upsertion.Name,
            upsertion.Mechanism,
            ScramCredential.FromSaltedPassword(upsertion.Mechanism, upsertion.Salt, upsertion.Iterations, upsertion.SaltedPassword))
        : null;
}
