using System.ComponentModel.DataAnnotations;

namespace MsaSample.Discovery.Client;

/// <summary>Section <c>Eureka:Client</c>, with Steeltoe's names. <c>ServiceUrl:DefaultZone</c> and the short setting <c>Registry</c> are also read.</summary>
internal sealed class EurekaClientOptions
{
    public const string Section = "Eureka:Client";

    /// <summary>False: this process neither registers nor looks up.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>One URL or several with commas between; user and password in a URL become basic authentication.</summary>
    public string ServiceUrl { get; set; } = "";

    public bool ShouldRegisterWithEureka { get; set; } = true;

    public bool ShouldFetchRegistry { get; set; } = true;

    /// <summary>Seconds between two fetches from a server that offers no long poll.</summary>
    [Range(1, 3600)]
    public int RegistryFetchIntervalSeconds { get; set; } = 5;

    /// <summary>True: always fetch the full list.</summary>
    public bool ShouldDisableDelta { get; set; }

    /// <summary>True: instances that are not UP are left out of the snapshot.</summary>
    public bool ShouldFilterOnlyUpInstances { get; set; } = true;

    /// <summary>Seconds a server may hold back the answer while nothing changes; 0 = no long poll.</summary>
    [Range(0, 60)]
    public int LongPollSeconds { get; set; } = 25;

    public EurekaServerOptions EurekaServer { get; set; } = new();

    /// <summary>The service URLs, each with a slash at its end.</summary>
    public IReadOnlyList<Uri> Servers =>
        [.. ServiceUrl.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url.TrimEnd('/') + "/"))];
}

/// <summary>Section <c>Eureka:Client:EurekaServer</c>: how a server is spoken to.</summary>
internal sealed class EurekaServerOptions
{
    public bool ShouldGZipContent { get; set; } = true;

    /// <summary>Seconds a whole request may take, the time of a long poll not counted.</summary>
    [Range(1, 300)]
    public int ConnectTimeoutSeconds { get; set; } = 5;
}
