using MsaSample.Events;

namespace MsaSample.Messaging.Tests.Sample;

/// <summary>Gives each test topics of its own, so that tests can share a broker.</summary>
internal static class TopicNames
{
    private static readonly AsyncLocal<string?> Test = new();

    public static void Begin(string test) => Test.Value = test;

    public static EventTopic Topic(string name) => new($"{Test.Value}.{name}") { Partitions = 3 };
}
