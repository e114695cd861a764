namespace MsaSample.OrderService.Users;

/// <summary>What this service knows of a user, from the newest event about him: whether he may order.</summary>
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
