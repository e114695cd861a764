using Microsoft.Extensions.DependencyInjection;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers;

/// <summary>One line of the API table: a key, its versions, and how a request of it becomes a response.</summary>
internal abstract class Api(ApiKey key, ApiVersionRange versions)
{
    public ApiKey Key => key;

    /// <summary>The key's name, made once.</summary>
    public string Name { get; } = key.ToString();

    public ApiVersionRange Versions => versions;

    /// <summary>Parses a body.</summary>
    /// <exception cref="KafkaProtocolException">The body is malformed.</exception>
    public abstract IRequest Read(ref KafkaReader body, short version);

    /// <summary>Hands a request that <see cref="Read"/> returned to the API's handler.</summary>
    public abstract Task<IResponse?> HandleAsync(
        IRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class Api<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions) : Api(key, versions)
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
    where THandler : class, IHandler<TRequest, TResponse>
{
    public override IRequest Read(ref KafkaReader body, short version) => TRequest.Read(ref body, version);

    public override async Task<IResponse?> HandleAsync(
        IRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<THandler>().HandleAsync((TRequest)request, context, cancellationToken);
}
