using System.Text;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;
using MsaSample.Registry.Apps;

namespace MsaSample.Infra.Tests.Registry;

public sealed class EurekaXmlTests
{
    /// <summary>Written in the order and form of a stock server.</summary>
    private const string Golden = """
        <applications><versions__delta>1</versions__delta><apps__hashcode>UP_1_</apps__hashcode>
        <application><name>ORDER-SERVICE</name><instance>
        <instanceId>host1:order-service:5001</instanceId><hostName>host1</hostName><app>ORDER-SERVICE</app><ipAddr>10.0.0.5</ipAddr>
        <status>UP</status><overriddenstatus>DOWN</overriddenstatus><port enabled="true">5001</port>
        <securePort enabled="false">443</securePort><countryId>1</countryId>
        <dataCenterInfo class="com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo"><name>MyOwn</name></dataCenterInfo>
        <leaseInfo><renewalIntervalInSecs>5</renewalIntervalInSecs><durationInSecs>15</durationInSecs>
        <registrationTimestamp>11</registrationTimestamp><lastRenewalTimestamp>12</lastRenewalTimestamp>
        <evictionTimestamp>0</evictionTimestamp><serviceUpTimestamp>13</serviceUpTimestamp></leaseInfo>
        <metadata><my__zone>z1</my__zone></metadata><homePageUrl>http://host1:5001/</homePageUrl>
        <vipAddress>order-service</vipAddress><isCoordinatingDiscoveryServer>false</isCoordinatingDiscoveryServer>
        <lastUpdatedTimestamp>14</lastUpdatedTimestamp><lastDirtyTimestamp>15</lastDirtyTimestamp><actionType>MODIFIED</actionType>
        </instance></application></applications>
        """;

    private static readonly WireInstance Instance = new()
    {
        InstanceId = "host1:order-service:5001",
        HostName = "host1",
        App = "ORDER-SERVICE",
        IpAddr = "10.0.0.5",
        OverriddenStatus = InstanceStatus.Down,
        Port = new WirePort(5001, true),
        SecurePort = new WirePort(443, false),
        Lease = new WireLease
        {
            RenewalIntervalInSecs = 5,
            DurationInSecs = 15,
            RegistrationTimestamp = 11,
            LastRenewalTimestamp = 12,
            ServiceUpTimestamp = 13,
        },
        Metadata = new Dictionary<string, string> { ["my_zone"] = "z1" },
        HomePageUrl = "http://host1:5001/",
        VipAddress = "order-service",
        LastUpdatedTimestamp = 14,
        LastDirtyTimestamp = 15,
        Action = WireAction.Modified,
    };

    [Fact]
    public void Write_List_HasTheFieldsOfTheStockServerInItsOrder() =>
        Assert.Equal(
            Golden.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(EurekaXmlWriter.Write(WireApplications.Of("1", AppsHash.Of([InstanceStatus.Up]), [Instance]))));

    [Fact]
    public async Task Read_AfterWrite_GivesTheSameInstance()
    {
        var read = await EurekaXmlReader.ReadInstanceAsync(
            new MemoryStream(EurekaXmlWriter.Write(Instance)), TestContext.Current.CancellationToken);

        Assert.Equal(Instance.ToJson(), read!.ToJson());
    }
}
