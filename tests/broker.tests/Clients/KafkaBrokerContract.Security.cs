using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Access rules, and settings replaced as a whole.</content>
public abstract partial class KafkaBrokerContract
{
    private static readonly AclBinding AnyRule = new()
    {
        Pattern = new ResourcePattern { Type = ResourceType.Topic, Name = "t", ResourcePatternType = ResourcePatternType.Literal },
        Entry = new AccessControlEntry
        {
            Principal = "User:a",
            Host = "*",
            Operation = AclOperation.Read,
            PermissionType = AclPermissionType.Allow,
        },
    };

    [Fact]
    public async Task DescribeAcls_WithoutAuthorizer_TellsOfNone()
    {
        using var admin = Client.Admin();

        var rules = await admin.DescribeAclsAsync(AnyRule.ToFilter());

        Assert.Empty(rules.AclBindings);
    }

    [Fact]
    public async Task CreateAcls_WithoutAuthorizer_AreRefusedOneByOne()
    {
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<CreateAclsException>(() => admin.CreateAclsAsync([AnyRule, AnyRule]));

        Assert.Equal([ErrorCode.SecurityDisabled, ErrorCode.SecurityDisabled], error.Results.Select(r => r.Error.Code));
    }

    [Fact]
    public async Task DeleteAcls_WithoutAuthorizer_AreRefusedOneByOne()
    {
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<DeleteAclsException>(() => admin.DeleteAclsAsync([AnyRule.ToFilter(), AnyRule.ToFilter()]));

        Assert.Equal([ErrorCode.SecurityDisabled, ErrorCode.SecurityDisabled], error.Results.Select(r => r.Error.Code));
    }

    [Fact]
    public async Task AlterConfigs_Whole_ResetsWhatIsNotNamed()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["retention.ms"] = "60000", ["segment.ms"] = "5000" });
        using var admin = Client.Admin();

        await admin.AlterConfigsAsync(new() { [Topic(topic)] = [new ConfigEntry { Name = "segment.ms", Value = "6000" }] });

        var entries = await Client.DescribeTopicAsync(topic);
        Assert.Equal(("6000", true), (entries["segment.ms"].Value, entries["retention.ms"].IsDefault));
    }

    [Theory]
    [InlineData("no.such.setting", "1")]
    [InlineData("retention.ms", "soon")]
    public async Task AlterConfigs_BadSetting_IsRefused(string name, string value)
    {
        var topic = await Client.CreateTopicAsync();
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<AlterConfigsException>(
            () => admin.AlterConfigsAsync(new() { [Topic(topic)] = [new ConfigEntry { Name = name, Value = value }] }));

        Assert.Equal(ErrorCode.InvalidConfig, error.Results.Single().Error.Code);
    }

    [Fact]
    public async Task IncrementalAlterConfigs_BrokerSettingOfTheStart_IsRefused()
    {
        using var admin = Client.Admin();
        var node = new ConfigResource { Type = ResourceType.Broker, Name = "1" };

        var error = await Assert.ThrowsAsync<IncrementalAlterConfigsException>(
            () => admin.IncrementalAlterConfigsAsync(new() { [node] = [new ConfigEntry { Name = "num.partitions", Value = "3" }] }));

        Assert.Equal(ErrorCode.InvalidRequest, error.Results.Single().Error.Code);
    }

    private static ConfigResource Topic(string name) => new() { Type = ResourceType.Topic, Name = name };
}
