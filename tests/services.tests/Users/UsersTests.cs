using System.Net;
using System.Net.Http.Json;
using MsaSample.Contracts.Orders;
using MsaSample.Services.Tests.Hosting;
using MsaSample.UserService.Orders;

namespace MsaSample.Services.Tests.Users;

public sealed class UsersTests : IClassFixture<UsersTests.Fixture>, IDisposable
{
    private const string Password = "secret-123";
    private static int _emails;

    private readonly UserServiceUnderTest _service;
    private readonly HttpClient _anyone;

    public UsersTests(Fixture fixture)
    {
        _service = fixture.Service;
        _anyone = _service.ClientWith(null);
    }

    [Fact]
    public async Task Register_NewUser_AnswersAsInTheCourse()
    {
        using var response = await _anyone.Post("/users", new { email = "Course@Example.com", name = "Ann", pwd = Password });
        var user = await Task.FromResult(response).Json(HttpStatusCode.Created);

        Assert.Equal(["email", "name", "userId"], user.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Course@Example.com", user.GetProperty("email").GetString());
        Assert.Equal($"/users/{user.GetProperty("userId")}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Register_SameEmailInOtherCase_IsRefused()
    {
        var email = NewEmail();
        await Register(email);

        await _anyone.Post("/users", new { email = email.ToUpperInvariant(), name = "Bob", pwd = Password }).Problem(409, "email-taken");
    }

    [Fact]
    public async Task Register_SameEmailAtOnce_MakesOneUser()
    {
        var email = NewEmail();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => _anyone.Post("/users", new { email, name = "Bob", pwd = Password })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(4, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("""{"email":"no-at","name":"Ann","pwd":"secret-123"}""", "email")]
    [InlineData("""{"email":"a b@c.de","name":"Ann","pwd":"secret-123"}""", "email")]
    [InlineData("""{"name":"Ann","pwd":"secret-123"}""", "email")]
    [InlineData("""{"email":"a@b.de","name":"A","pwd":"secret-123"}""", "name")]
    [InlineData("""{"email":"a@b.de","name":"A\u0007n","pwd":"secret-123"}""", "name")]
    [InlineData("""{"email":"a@b.de","name":"Ann","pwd":"short"}""", "pwd")]
    [InlineData("""{"email":"a@b.de","name":"Ann","pwd":null}""", "pwd")]
    public async Task Register_BadField_IsNamedInTheProblem(string body, string field) =>
        Assert.Equal([field], (await _anyone.PostText("/users", body).Problem(400, "validation-failed")).Fields());

    [Fact]
    public async Task LogIn_RightPassword_GivesTokenInHeadersAndBody()
    {
        var email = NewEmail();
        var userId = await Register(email);

        using var response = await _anyone.Post("/login", new { email, password = Password });
        var body = await Task.FromResult(response).Json();

        Assert.Equal(userId.ToString(), response.Headers.GetValues("userId").Single());
        Assert.Equal(body.GetProperty("token").GetString(), response.Headers.GetValues("token").Single());
        Assert.True(body.GetProperty("expiresAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddHours(23));
    }

    [Theory]
    [InlineData("nobody@example.com", Password)]
    [InlineData("admin@msa-sample.local", "wrong-password")]
    public async Task LogIn_WrongEmailOrPassword_IsRefusedAlike(string email, string password) =>
        await _anyone.Post("/login", new { email, password }).Problem(401, "login-failed");

    [Fact]
    public async Task GetUser_OwnToken_ShowsOrdersNewestFirst()
    {
        var (userId, client) = await NewUser();
        var older = Placed(userId, productId: "CATALOG-001", age: TimeSpan.FromSeconds(1));
        var newer = Placed(userId, productId: "CATALOG-002");
        await _service.Apply<OrderPlaced, OnOrder<OrderPlaced>>(older, newer, Placed(Guid.CreateVersion7()));

        var user = await client.GetAsync($"/users/{userId}").Json();
        var one = await client.GetAsync($"/users/{userId}?size=1").Json();

        Assert.Equal(
            [newer.OrderId, older.OrderId], user.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("orderId").GetGuid()));
        Assert.Equal("CATALOG-002", Assert.Single(one.GetProperty("orders").EnumerateArray()).GetProperty("productId").GetString());
    }

    [Fact]
    public async Task GetUser_EventsOutOfOrder_NewestWins()
    {
        var (userId, client) = await NewUser();
        var placed = Placed(userId);
        await _service.Apply<OrderRejected, OnOrder<OrderRejected>>(new OrderRejected(
            placed.OrderId, userId, placed.ProductId, placed.Qty, placed.UnitPrice, placed.TotalPrice, "REJECTED", 2, placed.PlacedAt,
            "why"));
        await _service.Apply<OrderPlaced, OnOrder<OrderPlaced>>(placed);

        var order = Assert.Single((await client.GetAsync($"/users/{userId}").Json()).GetProperty("orders").EnumerateArray());

        Assert.Equal("REJECTED", order.GetProperty("status").GetString());
        Assert.Equal("why", order.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Users_RightsMatrix_IsKept()
    {
        var (userId, user) = await NewUser();
        var (_, other) = await NewUser();
        var admin = await Admin();

        await _anyone.GetAsync("/users").Problem(401, "unauthenticated");
        await user.GetAsync("/users").Problem(403, "forbidden");
        await admin.GetAsync("/users").Json();
        await _anyone.GetAsync($"/users/{userId}").Problem(401, "unauthenticated");
        await other.GetAsync($"/users/{userId}").Problem(403, "forbidden");
        await admin.GetAsync($"/users/{userId}").Json();
        await admin.GetAsync($"/users/{Guid.CreateVersion7()}").Problem(404, "user-not-found");
        await other.PatchAsJsonAsync($"/users/{userId}", new { name = "Eve" }).Problem(403, "forbidden");
        await other.DeleteAsync($"/users/{userId}").Problem(403, "forbidden");
    }

    [Fact]
    public async Task Rename_OwnName_IsChanged()
    {
        var (userId, client) = await NewUser();

        await client.PatchAsJsonAsync($"/users/{userId}", new { name = "Anna" }).Json();

        Assert.Equal("Anna", (await client.GetAsync($"/users/{userId}").Json()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Deactivate_Twice_EndsLoginsAndIsNoError()
    {
        var email = NewEmail();
        var userId = await Register(email);
        var admin = await Admin();

        await admin.DeleteAsync($"/users/{userId}").Json(HttpStatusCode.NoContent);
        await admin.DeleteAsync($"/users/{userId}").Json(HttpStatusCode.NoContent);

        await _anyone.Post("/login", new { email, password = Password }).Problem(401, "login-failed");
        await admin.PatchAsJsonAsync($"/users/{userId}", new { name = "Gone" }).Problem(404, "user-not-found");
    }

    [Fact]
    public async Task ListUsers_SmallPages_AreLinkedToTheEnd()
    {
        await Register(NewEmail());
        await Register(NewEmail());
        var admin = await Admin();

        using var response = await admin.GetAsync("/users?size=1");

        Assert.Equal("</users?size=1&page=1>; rel=\"next\"", response.Headers.GetValues("Link").Single());
        Assert.Empty((await admin.GetAsync("/users?page=1000").Json()).EnumerateArray());
    }

    [Fact]
    public async Task Keys_AreTheOnesTokensAreSignedWith()
    {
        var keys = await _anyone.GetAsync("/.well-known/jwks.json").Json();

        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(["kty", "crv", "x", "y", "kid", "use", "alg"], key.EnumerateObject().Select(p => p.Name));
    }

    public void Dispose() => _anyone.Dispose();

    private static string NewEmail() => $"user{Interlocked.Increment(ref _emails)}@example.com";

    private static OrderPlaced Placed(Guid userId, string productId = "CATALOG-001", TimeSpan age = default)
    {
        var at = TimeProvider.System.GetUtcNow() - age;
        return new(Guid.CreateVersion7(at), userId, productId, 2, 1500, 3000, "PENDING", 1, at);
    }

    private async Task<Guid> Register(string email) =>
        (await _anyone.Post("/users", new { email, name = "Ann", pwd = Password }).Json(HttpStatusCode.Created))
            .GetProperty("userId")
            .GetGuid();

    private async Task<(Guid UserId, HttpClient Client)> NewUser()
    {
        var email = NewEmail();
        return (await Register(email), _service.ClientWith(await LogIn(email, Password)));
    }

    private async Task<HttpClient> Admin() =>
        _service.ClientWith(await LogIn("admin@msa-sample.local", UserServiceUnderTest.AdminPassword));

    private async Task<string?> LogIn(string email, string password) =>
        (await _anyone.Post("/login", new { email, password }).Json()).GetProperty("token").GetString();

    public sealed class Fixture : IDisposable
    {
        internal UserServiceUnderTest Service { get; } = new();

        public void Dispose() => Service.Dispose();
    }
}
