using System.Net;
using System.Text.Json;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Fact]
    public async Task Register_NewEmail_Returns201WithoutThePassword()
    {
        var email = $"{Guid.CreateVersion7():N}@example.com";

        var answer = await Anyone.PostAsync("/user-service/users", new { email, name = "Kim", pwd = "correct-horse-1" });

        var user = answer.Read<UserView>(HttpStatusCode.Created);
        Assert.Equal((email, "Kim"), (user.Email, user.Name));
        Assert.NotEmpty(user.UserId);
        Assert.DoesNotContain("correct-horse", answer.Body);
        Assert.DoesNotContain("pwd", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Register_EmailTakenInOtherCase_Returns409()
    {
        var first = await Shop.NewCustomerAsync();

        var answer = await Anyone.PostAsync(
            "/user-service/users", new { email = first.Email.ToUpperInvariant(), name = "Lee", pwd = "correct-horse-1" });

        answer.IsProblem(HttpStatusCode.Conflict, "email-taken");
    }

    [Fact]
    public async Task Register_EveryFieldWrong_Returns400NamingEachField()
    {
        var answer = await Anyone.PostAsync("/user-service/users", new { email = "no address", name = "", pwd = "short" });

        var errors = answer.IsProblem(HttpStatusCode.BadRequest, "validation-failed").GetProperty("errors");
        Assert.Equal(["email", "name", "pwd"], errors.EnumerateObject().Select(field => field.Name).Order());
    }

    [Fact]
    public async Task LogIn_RightPassword_ReturnsTokenInHeadersAndBody()
    {
        var customer = await Shop.NewCustomerAsync();

        var answer = await Anyone.PostAsync("/user-service/login", new { email = customer.Email, password = "correct-horse-1" });

        var login = answer.Read<LoginView>();
        Assert.Equal(login.Token, answer.Header("token"));
        Assert.Equal(customer.UserId, answer.Header("userId"));
        Assert.Equal(customer.UserId, login.UserId);
        Assert.True(login.ExpiresAt > TimeProvider.System.GetUtcNow(), "the token has not expired");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody@example.com")]
    public async Task LogIn_WrongPasswordOrUnknownEmail_ReturnsTheSame401(string? email)
    {
        email ??= (await Shop.NewCustomerAsync()).Email;

        var answer = await Anyone.PostAsync("/user-service/login", new { email, password = "a wrong one" });

        answer.IsProblem(HttpStatusCode.Unauthorized, "login-failed");
    }

    [Fact]
    public async Task Token_KeysArePublished_ByTheKeyIdInItsHeader()
    {
        var customer = await Shop.NewCustomerAsync();
        var header = JsonSerializer.Deserialize<JsonElement>(Base64Url(customer.Caller.Token!.Split('.')[0]));

        var keys = (await Anyone.GetAsync("/user-service/.well-known/jwks.json")).Read<JsonElement>().GetProperty("keys");

        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        var key = keys.EnumerateArray().Single(each => each.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        Assert.Equal("P-256", key.GetProperty("crv").GetString());
        Assert.False(key.TryGetProperty("d", out _), "the private part is not published");
    }

    [Fact]
    public async Task GetUser_Self_ReturnsUserWithOrders()
    {
        var customer = await Shop.NewCustomerAsync();

        var me = await customer.MeAsync();

        Assert.Equal((customer.UserId, customer.Email), (me.UserId, me.Email));
        Assert.Empty(me.Orders!);
    }

    [Fact]
    public async Task GetUser_SomeoneElse_Returns403ButAnAdminMay()
    {
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());
        var admin = await Shop.AdminAsync();

        (await one.Caller.GetAsync($"/user-service/users/{other.UserId}")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var seen = (await admin.Caller.GetAsync($"/user-service/users/{other.UserId}")).Read<UserView>();

        Assert.Equal(other.Email, seen.Email);
    }

    [Fact]
    public async Task GetUser_UnknownId_Returns404ToAnAdmin()
    {
        var admin = await Shop.AdminAsync();

        var answer = await admin.Caller.GetAsync($"/user-service/users/{Guid.CreateVersion7()}");

        answer.IsProblem(HttpStatusCode.NotFound, "user-not-found");
    }

    [Fact]
    public async Task ListUsers_Customer_Returns403ButAnAdminSeesAll()
    {
        var customer = await Shop.NewCustomerAsync();
        var admin = await Shop.AdminAsync();

        (await customer.Caller.GetAsync("/user-service/users")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var users = new List<UserView>();
        for (var page = "/user-service/users?page=0&size=50"; page is not null;)
        {
            var answer = await admin.Caller.GetAsync(page);
            users.AddRange(answer.Read<UserView[]>());
            page = answer.NextPage;
        }

        Assert.Contains(users, user => user.UserId == customer.UserId);
        Assert.Equal(users.Count, users.DistinctBy(user => user.UserId).Count());
    }

    private static byte[] Base64Url(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
