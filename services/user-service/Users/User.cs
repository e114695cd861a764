using MsaSample.Contracts.Users;
using MsaSample.Events;
using MsaSample.Messaging;
using MsaSample.ServiceDefaults;

namespace MsaSample.UserService.Users;

/// <summary>A person who can log in. Every saved change is published as a user event.</summary>
internal sealed class User : IAggregate
{
    private User(Guid userId, string email, string name, string role)
    {
        UserId = userId;
        Email = email;
        NormalizedEmail = Normalize(email);
        Name = name;
        Role = role;
    }

    /// <summary>UUIDv7, so that ids sort by the time of registration.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The address as the user wrote it.</summary>
    public string Email { get; private set; }

    /// <summary>The address in lower case, unique: addresses that differ only in case are the same.</summary>
    public string NormalizedEmail { get; private set; }

    public string Name { get; private set; }

    public string Role { get; private set; }

    public string PasswordHash { get; private set; } = "";

    public bool Active { get; private set; } = true;

    public DateTimeOffset ChangedAt { get; private set; }

    public long Version { get; set; }

    public static User Register(string email, string name, string role, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), email.Trim(), name.Trim(), role) { ChangedAt = now };

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public void SetPassword(string hash) => PasswordHash = hash;

    public void Rename(string name, DateTimeOffset now)
    {
        Name = name.Trim();
        ChangedAt = now;
    }

    public void Deactivate(DateTimeOffset now)
    {
        Active = false;
        ChangedAt = now;
    }

    public IEvent ToEvent() => this switch
    {
        { Active: false } => new UserDeactivated(UserId, Email, Name, Role, Version, ChangedAt),
        { Version: 1 } => new UserRegistered(UserId, Email, Name, Role, Version, ChangedAt),
        _ => new UserChanged(UserId, Email, Name, Role, Version, ChangedAt),
    };

    public bool IsAdmin => Role == TokenRules.AdminRole;
}
