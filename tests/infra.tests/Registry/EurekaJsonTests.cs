using System.Text.Json;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Infra.Tests.Registry;

public sealed class EurekaJsonTests
{
    /// <summary>In the form of a stock server. Strict readers depend on which fields are strings and which are numbers.</summary>
    private const string Golden = """
        {"applications":{"versions__delta":"1","apps__hashcode":"UP_1_","application":[{"name":"ORDER-SERVICE","instance":[{
        "instanceId":"host1:order-service:5001","hostName":"host1","app":"ORDER-SERVICE","ipAddr":"10.0.0.5",
        "status":"UP","overriddenStatus":"UNKNOWN","port":{"$":5001,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},
        "countryId":1,"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
        "leaseInfo":{"renewalIntervalInSecs":30,"durationInSecs":90,"registrationTimestamp":1700000000000,
        "lastRenewalTimestamp":1700000030000,"evictionTimestamp":0,"serviceUpTimestamp":1700000000100},
        "metadata":{"zone":"z1"},"homePageUrl":"http://host1:5001/","statusPageUrl":"http://host1:5001/info",
        "healthCheckUrl":"http://host1:5001/health","vipAddress":"order-service","secureVipAddress":"order-service",
        "isCoordinatingDiscoveryServer":"false","lastUpdatedTimestamp":"1700000000200",
        "lastDirtyTimestamp":"1700000000000","actionType":"ADDED"}]}]}}
        """;

    [Fact]
    public void Write_AfterRead_GivesTheSameText()
    {
        var applications = Read(Golden);

        var written = applications.ToJson();

        Assert.Equal(Golden.ReplaceLineEndings(""), written);
    }

    [Fact]
    public void Write_NoMetadata_NamesJavasEmptyMap() =>
        Assert.Contains(
            "\"metadata\":{\"@class\":\"java.util.Collections$EmptyMap\"}", Instances.Of("a", "1").ToJson(), StringComparison.Ordinal);

    [Fact]
    public void Read_EveryLooseSpelling_IsUnderstood()
    {
        var applications = Read("""
            {"applications":{"versions__delta":2,"apps__hashcode":"X","application":{"name":"a",
            "instance":{"instanceId":"1","app":"a","hostName":"h",
            "overriddenstatus":"DOWN","port":{"$":"8080","@enabled":true},"leaseInfo":{"durationInSecs":"7","renewalTimestamp":5},
            "metadata":{"@class":"x","n":5,"o":{"p":1}},"isCoordinatingDiscoveryServer":true,"lastDirtyTimestamp":9}}}}
            """);

        var instance = Assert.Single(Assert.Single(applications.Applications).Instances);
        Assert.Equal("2", applications.VersionsDelta);
        Assert.Equal(InstanceStatus.Down, instance.OverriddenStatus);
        Assert.Equal(new WirePort(8080, true), instance.Port);
        Assert.Equal((7, 5), (instance.Lease.DurationInSecs, instance.Lease.LastRenewalTimestamp));
        Assert.Equal(("n", "5"), (Assert.Single(instance.Metadata).Key, instance.Metadata["n"]));
        Assert.Equal(9, instance.LastDirtyTimestamp);
    }

    [Fact]
    public void Read_MembersLeftOut_TakesEurekasDefaults()
    {
        var instance = EurekaJsonReader.ReadInstance(
            JsonDocument.Parse("""{"instance":{"hostName":"h","app":"a","metadata":{"instanceId":"7"}}}""").RootElement)!;

        Assert.Equal("h:7", instance.InstanceId);
        Assert.Equal((new WirePort(7001, true), new WirePort(7002, false)), (instance.Port, instance.SecurePort));
        Assert.Equal((InstanceStatus.Up, InstanceStatus.Unknown), (instance.Status, instance.OverriddenStatus));
        Assert.Null(instance.LastDirtyTimestamp);
    }

    [Fact]
    public void Hash_SeveralStatuses_IsOrderedByName() =>
        Assert.Equal(
            "DOWN_1_OUT_OF_SERVICE_1_UP_2_",
            AppsHash.Of([InstanceStatus.Up, InstanceStatus.OutOfService, InstanceStatus.Down, InstanceStatus.Up]));

    private static WireApplications Read(string json) => EurekaJsonReader.ReadApplications(JsonDocument.Parse(json).RootElement);
}
