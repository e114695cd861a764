using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;

namespace MsaSample.Discovery.Endpoints;

/// <summary>
/// Resolves names like <c>http://user-service</c> from the registry. Names with a dot, IP literals and localhost are hosts, and are not
/// looked up.
/// </summary>
internal sealed class RegistryEndpointProviderFactory(IServiceProvider services) : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        var name = query.ServiceName;
        var isHost = name.Contains('.', StringComparison.Ordinal)
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(name, out _);
        provider = isHost ? null : new Provider(services, name);
        return provider is not null;
    }

    private sealed class Provider(IServiceProvider services, string service) : IServiceEndpointProvider
    {
        /// <summary>How long a request waits for the registry's first answer.</summary>
        private static readonly TimeSpan FirstFetchTimeout = TimeSpan.FromSeconds(3);

        public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
        {
            // An endpoint in the configuration section "Services" has priority.
            if (endpoints.Endpoints.Count > 0)
                return;

            // Resolved here, because in a constructor the registry client would be created while an HttpClient is being created.
            var registry = services.GetRequiredService<ServiceRegistry>();
            var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
            if (!registry.FirstFetch.IsCompleted)
                await Task.WhenAny(registry.FirstFetch, Task.Delay(FirstFetchTimeout, clock, cancellationToken));

            endpoints.AddChangeToken(registry.GetChangeToken(service));
            var instances = registry.Current.Up(service);
            if (instances.Count == 0)
                throw new ServiceUnavailableException(service, registry.FirstFetch.IsCompleted);
            foreach (var instance in instances)
                endpoints.Endpoints.Add(ServiceEndpoint.Create(new UriEndPoint(instance.Uri)));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public override string ToString() => $"registry: {service}";
    }
}
