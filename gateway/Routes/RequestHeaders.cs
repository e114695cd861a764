using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Sets X-Forwarded-For, -Host, -Proto and -Prefix, replacing what the client sent, and removes other headers with which a client could
/// pose as a proxy, so that services can trust them. YARP itself removes hop-by-hop headers.
/// </summary>
internal static class RequestHeaders
{
    private static readonly string[] Spoofable =
    [
        "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Original-For", "X-Original-Host", "X-Original-Proto",
        "X-Original-URL",
        "X-Rewrite-URL", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Client-Cert", "X-HTTP-Method-Override",
    ];

    public static void Configure(TransformBuilderContext context)
    {
        context.AddXForwarded(ForwardedTransformActions.Set);
        // After the line above, which would replace this prefix with the path base of the pipeline.
        context.AddRequestHeader("X-Forwarded-Prefix", "/" + context.Route.ClusterId, append: false);
        foreach (var header in Spoofable)
            context.AddRequestHeaderRemove(header);
    }
}
