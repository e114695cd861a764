using Microsoft.AspNetCore.Http;
using MsaSample.ServiceDefaults;

namespace MsaSample.Services.Tests.Defaults;

public sealed class ForwardedPrefixTests
{
    [Theory]
    [InlineData("/order-service", "/order-service")]
    [InlineData("", "")]
    [InlineData("//evil.example", "")]
    [InlineData("https://evil.example", "")]
    [InlineData("/a>; rel=\"x\"", "")]
    [InlineData("/a\n", "")]
    public void Of_Header_IsOnlyAPlainPath(string header, string prefix)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["X-Forwarded-Prefix"] = header;

        Assert.Equal(prefix, ForwardedPrefix.Of(request));
    }
}
