using Microsoft.Extensions.DependencyInjection;
using MsaSample.CatalogService.Data;
using MsaSample.OrderService.Data;
using MsaSample.UserService.Data;

namespace MsaSample.Services.Tests.Hosting;

internal sealed class UserServiceUnderTest() : ServiceUnderTest<UserDbContext, UserDbContext>(("Admin:Password", AdminPassword))
{
    public const string AdminPassword = "admin-pass-1";
}

internal sealed class CatalogServiceUnderTest(params (string Name, string Value)[] settings)
    : ServiceUnderTest<CatalogDbContext, CatalogDbContext>(settings)
{
    protected override void Configure(IServiceCollection services) => services.AddSingleton(TestTokens.Source);
}

internal sealed class OrderServiceUnderTest() : ServiceUnderTest<OrderDbContext, OrderDbContext>()
{
    protected override void Configure(IServiceCollection services) => services.AddSingleton(TestTokens.Source);
}
