using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// What a service may believe: X-Forwarded-For, -Host, -Proto and -Prefix are the gateway's own, whatever the client sent; other headers by
/// which a client could pose as a proxy are dropped. Hop-by-hop headers are dropped by the proxy itself.
/// </summary>
internal static class RequestHeaders
{
    private static readonly string[] Spoofable =
    [
        "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-URL",
        "X-Rewrite-URL", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Client-Cert", "X-HTTP-Method-Override",
    ];

    public static void Configure(TransformBuilderContext context)
    {
        context.AddXForwarded(ForwardedTransformActions.Set);
        // After the line above, which knows only the prefixes of the pipeline and would take the route's away.
        context.AddRequestHeader("X-Forwarded-Prefix", "/" + context.Route.ClusterId, append: false);
        foreach (var header in Spoofable)
            context.AddRequestHeaderRemove(header);
    }
}
