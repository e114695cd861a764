using Microsoft.Extensions.DependencyInjection;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers;

/// <summary>One entry of the API table: a key, its versions, and how a request of it becomes a response.</summary>
internal abstract class Api(ApiKey key, ApiVersionRange versions)
{
    public ApiKey Key => key;

    /// <summary>The key as text, made once.</summary>
    public string Name { get; } = key.ToString();

    public ApiVersionRange Versions => versions;

    /// <summary>Parses a body.</summary>
    /// <exception cref="KafkaProtocolException">The body is malformed.</exception>
    public abstract IRequest Read(ref KafkaReader body, short version);

    /// <summary>Passes a request that <see cref="Read"/> returned to the API's handler.</summary>
    /// <returns>The response; <see cref="NoResponse"/> when the client wants none.</returns>
    public abstract ValueTask<IResponse> HandleAsync(
        IRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken);
}

/// <summary>An API whose handler answers at once.</summary>
internal sealed class SyncApi<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions) : Api(key, versions)
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
    where THandler : class, IHandler<TRequest, TResponse>
{
    public override IRequest Read(ref KafkaReader body, short version) => TRequest.Read(ref body, version);

    public override ValueTask<IResponse> HandleAsync(
        IRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        new(services.GetRequiredService<THandler>().Handle((TRequest)request, context));
}

/// <summary>An API whose handler may wait.</summary>
internal sealed class AsyncApi<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions) : Api(key, versions)
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
    where THandler : class, IAsyncHandler<TRequest, TResponse>
{
    public override IRequest Read(ref KafkaReader body, short version) => TRequest.Read(ref body, version);

    public override async ValueTask<IResponse> HandleAsync(
        IRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<THandler>().HandleAsync((TRequest)request, context, cancellationToken);
}
