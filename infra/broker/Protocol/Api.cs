using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.Broker.Protocol;

/// <summary>One line of the API table: a key, its versions, and how a request of it becomes a response.</summary>
internal abstract class Api(ApiKey key, ApiVersionRange versions)
{
    public ApiKey Key => key;

    public ApiVersionRange Versions => versions;

    /// <summary>Parses the body and hands it to the API's handler.</summary>
    public abstract Task<IResponse?> HandleAsync(
        ref KafkaReader body, RequestContext context, IServiceProvider services, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class Api<TRequest, TResponse, THandler>(ApiKey key, ApiVersionRange versions) : Api(key, versions)
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
    where THandler : class, IHandler<TRequest, TResponse>
{
    public override Task<IResponse?> HandleAsync(
        ref KafkaReader body, RequestContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        AnswerAsync(TRequest.Read(ref body, context.ApiVersion), context, services, cancellationToken);

    private static async Task<IResponse?> AnswerAsync(
        TRequest request, RequestContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<THandler>().HandleAsync(request, context, cancellationToken);
}
