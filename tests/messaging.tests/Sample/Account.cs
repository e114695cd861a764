using MsaSample.Events;

namespace MsaSample.Messaging.Tests.Sample;

public sealed class Account : IAggregate
{
    public required string Id { get; init; }

    public int Balance { get; set; }

    public long Version { get; set; }

    /// <summary>Saves the account as an event that the service does not declare.</summary>
    public bool Undeclared { get; set; }

    public IEvent ToEvent() => Undeclared ? new AccountClosed(Id, Version) : new AccountChanged(Id, Balance, Version);
}

/// <summary>Another service's copy of an account; itself published, so that a chain of events can be followed.</summary>
public sealed class AccountCopy : IAggregate
{
    public required string Id { get; init; }

    public int Balance { get; set; }

    public int Applied { get; set; }

    public long Version { get; set; }

    public IEvent ToEvent() => new CopyChanged(Id, Balance, Version);
}

public sealed record AccountChanged(string Id, int Balance, long Version) : IEvent
{
    public static string Type => "account-changed.v1";

    public static EventTopic Topic => TopicNames.Topic("account-events");

    string IEvent.Key => Id;

    string? IEvent.FindDefect() => EventRules.Text(Id, 50) ?? EventRules.Range(Balance, 0, int.MaxValue);
}

public sealed record AccountClosed(string Id, long Version) : IEvent
{
    public static string Type => "account-closed.v1";

    public static EventTopic Topic => TopicNames.Topic("account-events");

    string IEvent.Key => Id;
}

public sealed record CopyChanged(string Id, int Balance, long Version) : IEvent
{
    public static string Type => "copy-changed.v1";

    public static EventTopic Topic => TopicNames.Topic("copy-events");

    string IEvent.Key => Id;
}
