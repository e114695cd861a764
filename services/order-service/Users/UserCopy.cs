namespace MsaSample.OrderService.Users;

/// <summary>A copy of whether a user is active and may order, from the newest event about the user.</summary>
internal sealed class UserCopy(Guid userId)
{
    public Guid UserId { get; private set; } = userId;

    public bool Active { get; private set; } = true;

    public long Version { get; private set; }

    public void Apply(bool active, long version)
    {
        if (version <= Version)
            return;

        Active = active;
        Version = version;
    }
}
