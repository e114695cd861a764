using System.Text.RegularExpressions;
using MsaSample.CommandLine.Options;
using MsaSample.Launcher;
using MsaSample.Launcher.Options;
using MsaSample.Launcher.Parts;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>Every place that a new service must be added to, beside its folder.</summary>
public sealed partial class ServiceListTests
{
    private const string GatewayServices = "MSA_Gateway__Services__";

    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    private static readonly IEnumerable<string> Folders =
        Directory.EnumerateDirectories(Path.Combine(Root, "services"), "*-service").Select(folder => Path.GetFileName(folder)!).Order();

    [Fact]
    public void Launcher_EveryFolder_IsStarted() => Assert.Equal(Folders, Service.All.Select(service => service.Name).Order());

    [Fact]
    public void Launcher_EveryService_IsToldToTheGateway()
    {
        var options = new LauncherOptions(Arguments.Parse(LauncherCommand.Description, []));

        var variables = new ChildSettings(options).Gateway("", "", 0, [.. Service.All.Select(service => service.Name)]);

        Assert.Equal(
            Service.All.Select(service => service.Name),
            variables.Where(pair => pair.Key.StartsWith(GatewayServices)).Select(pair => pair.Value));
    }

    [Fact]
    public void Compose_EveryFolder_IsAService() => Assert.Equal(Folders, Found(ComposeService(), "docker-compose.yml"));

    [Fact]
    public void Compose_EveryFolder_IsToldToTheGatewayWhichWaitsForIt()
    {
        Assert.Equal(Folders, Found(ComposeGatewayService(), "docker-compose.yml"));
        Assert.Equal(Folders, Found(ComposeGatewayDependency(), "docker-compose.yml"));
    }

    [Fact]
    public void Dockerfile_EveryFolder_IsBuiltAndHasAnImage()
    {
        Assert.Equal(Folders, Found(DockerfileProject(), "infra/docker/Dockerfile"));
        Assert.Equal(Folders, Found(DockerfileStage(), "infra/docker/Dockerfile"));
    }

    private static IEnumerable<string> Found(Regex name, string file) =>
        name.Matches(File.ReadAllText(Path.Combine(Root, file))).Select(match => match.Groups[1].Value).Order();

    [GeneratedRegex(@"^  ([a-z-]+-service):\n    <<: \*program$", RegexOptions.Multiline)]
    private static partial Regex ComposeService();

    [GeneratedRegex(@"^      ([a-z-]+-service): \{ condition", RegexOptions.Multiline)]
    private static partial Regex ComposeGatewayDependency();

    [GeneratedRegex($"^ +{GatewayServices}[0-9]+: ([a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex ComposeGatewayService();

    [GeneratedRegex("services/([a-z-]+)")]
    private static partial Regex DockerfileProject();

    [GeneratedRegex("^FROM runtime AS ([a-z-]+-service)$", RegexOptions.Multiline)]
    private static partial Regex DockerfileStage();
}
