using System.ComponentModel.DataAnnotations;

namespace MsaSample.Discovery.Client;

/// <summary>
/// The settings of the section <c>Eureka:Client</c>, with Steeltoe's names. <c>ServiceUrl:DefaultZone</c> and the short setting
/// <c>Registry</c> are read as well.
/// </summary>
internal sealed class EurekaClientOptions
{
    public const string Section = "Eureka:Client";

    /// <summary>When false, this process neither registers nor fetches the registry.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>One URL, or several separated by commas; user and password in a URL are sent as basic authentication.</summary>
    public string ServiceUrl { get; set; } = "";

    public bool ShouldRegisterWithEureka { get; set; } = true;

    public bool ShouldFetchRegistry { get; set; } = true;

    /// <summary>Seconds between two fetches from a server without long polls.</summary>
    [Range(1, 3600)]
    public int RegistryFetchIntervalSeconds { get; set; } = 5;

    /// <summary>When true, the full list is fetched each time.</summary>
    public bool ShouldDisableDelta { get; set; }

    /// <summary>When true, the snapshot contains only instances with status UP.</summary>
    public bool ShouldFilterOnlyUpInstances { get; set; } = true;

    /// <summary>For how many seconds a server may delay the answer to a long poll while nothing changes; 0 = no long polls.</summary>
    [Range(0, 60)]
    public int LongPollSeconds { get; set; } = 25;

    public EurekaServerOptions EurekaServer { get; set; } = new();

    /// <summary>The URLs of the servers, each with a slash at its end.</summary>
    public IReadOnlyList<Uri> Servers => [.. ServiceUrls.Select(url => new Uri(url.TrimEnd('/') + "/"))];

    internal string[] ServiceUrls => ServiceUrl.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The settings of the section <c>Eureka:Client:EurekaServer</c>, for requests to a server.</summary>
internal sealed class EurekaServerOptions
{
    public bool ShouldGZipContent { get; set; } = true;

    /// <summary>How many seconds a whole request may take, without the time of a long poll.</summary>
    [Range(1, 300)]
    public int ConnectTimeoutSeconds { get; set; } = 5;
}
