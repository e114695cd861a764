using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;

namespace MsaSample.Kafka.Tests.Clients;

public sealed class SettingsTests
{
    [Fact]
    public void PropertiesFile_CommentsColonsContinuedLines_AreRead()
    {
        var settings = PropertiesFile.Parse(["# comment", "! too", "", "a = 1", "b:two words ", "c=x=\\", "   y", "d"]);

        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "two words", ["c"] = "x=y", ["d"] = "" }, settings);
    }

    [Fact]
    public void Translate_JaasLine_BecomesUserAndPassword()
    {
        var settings = JavaSettings.Translate(new Dictionary<string, string>
        {
            ["sasl.mechanism"] = "PLAIN",
            ["sasl.jaas.config"] = "org.apache.kafka.common.security.plain.PlainLoginModule required "
                + "username=\"ann\" password=\"a \\\"b\\\" c\";",
        });

        Assert.Equal(
            new Dictionary<string, string> { ["sasl.mechanism"] = "PLAIN", ["sasl.username"] = "ann", ["sasl.password"] = "a \"b\" c" },
            settings);
    }

    [Fact]
    public void Translate_PemStores_BecomeFiles()
    {
        var settings = JavaSettings.Translate(new Dictionary<string, string>
        {
            ["ssl.truststore.type"] = "PEM",
            ["ssl.truststore.location"] = "ca.pem",
            ["ssl.endpoint.identification.algorithm"] = "",
            ["max.poll.records"] = "10",
            ["fetch.max.wait.ms"] = "7",
        });

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ssl.ca.location"] = "ca.pem",
                ["ssl.endpoint.identification.algorithm"] = "none",
                ["fetch.wait.max.ms"] = "7",
            },
            settings);
    }

    [Fact]
    public void Translate_JavaKeyStore_IsRefused()
    {
        var store = new Dictionary<string, string> { ["ssl.truststore.location"] = "trust.jks" };

        Assert.Contains("no Java key store", Assert.Throws<UsageException>(() => JavaSettings.Translate(store)).Message);
    }
}
