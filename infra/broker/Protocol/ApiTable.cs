using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.Broker.Protocol;

/// <summary>Every API the broker speaks, in one list: the dispatcher, ApiVersions and the README's table all come from it.</summary>
internal sealed class ApiTable
{
    private readonly SortedDictionary<ApiKey, Api> _apis = [];
    private readonly ServiceCollection _handlers = [];

    private ApiTable()
    {
    }

    public static ApiTable Instance { get; } = new ApiTable();

    public IReadOnlyCollection<Api> Apis => _apis.Values;

    /// <summary>The API of a key; null when the broker does not speak it.</summary>
    public Api? Find(ApiKey key) => _apis.GetValueOrDefault(key);

    /// <summary>Registers the handlers, one instance each.</summary>
    public void AddHandlers(IServiceCollection services)
    {
        foreach (var handler in _handlers)
            services.Add(handler);
    }

    private ApiTable Add<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions)
        where TRequest : IRequest<TRequest>
        where TResponse : class, IResponse
        where THandler : class, IHandler<TRequest, TResponse>
    {
        _apis.Add(key, new Api<TRequest, TResponse, THandler>(key, versions));
        _handlers.AddSingleton<THandler>();
        return this;
    }
}
