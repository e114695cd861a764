namespace MsaSample.Broker.Tests.Clients;

/// <summary>Every client reads what every other has written, with each codec that both have.</summary>
public abstract class CrossReadContract(IBrokerUnderTest broker, CrossReading records) : BrokerContract(broker), IClassFixture<CrossReading>
{
    private static readonly string[] Names = ["confluent", "kcat", "python", "kafkajs", "platformatic", "java"];

    private readonly ContractClient _client = new(broker);

    public static TheoryData<string> Clients => new(Names);

    [Theory, MemberData(nameof(Clients))]
    public async Task Client_WhatTheOthersWrote_IsReadBack(string reader)
    {
        Testing.Requires.NoneMissing(CrossReading.MissingClient(reader));
        var topics = await records.WriteAsync(_client, Names);

        var outcome = await CrossReading.RunAsync(_client, reader, "read", topics);

        Assert.DoesNotContain("fail ", outcome);
        Assert.All(topics, topic => Assert.Matches($@"(?m)^(ok|skip) {topic.Split(':')[0]}\b", outcome));
        Assert.Contains(topics, topic => outcome.Contains($"ok {topic.Split(':')[0]}\n", StringComparison.Ordinal));
    }
}
