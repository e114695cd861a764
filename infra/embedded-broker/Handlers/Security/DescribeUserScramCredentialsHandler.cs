using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>DescribeUserScramCredentials: lists each user's mechanisms and their iterations; salts and keys stay secret.</summary>
internal sealed class DescribeUserScramCredentialsHandler(ScramCredentials credentials)
    : IHandler<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>
{
    public DescribeUserScramCredentialsResponse Handle(DescribeUserScramCredentialsRequest request, RequestContext context)
    {
        var users = request.Users is { Count: > 0 } asked
            ? asked.GroupBy(u => u.Name).Select(g => Describe(g.Key, twice: g.Count() > 1))
            : credentials.Users.Select(user => Describe(user, twice: false));
        return new DescribeUserScramCredentialsResponse(ErrorCode.None, [.. users]);
    }

    private DescribedScramUser Describe(string user, bool twice)
    {
        if (twice)
        {
            return new DescribedScramUser(
                user,
                ErrorCode.DuplicateResource,
                $"Cannot describe SCRAM credentials for the same user twice in a single request: {user}",
                []);
        }

        var found = credentials.Of(user);
        return found.Count > 0
            ? new DescribedScramUser(
                user, ErrorCode.None, null, [.. found.Select(c => new DescribedScramCredential(c.Mechanism, c.Credential.Iterations))])
            : new DescribedScramUser(
                user, ErrorCode.ResourceNotFound, $"Attempt to describe a user credential that does not exist: {user}", []);
    }
}
