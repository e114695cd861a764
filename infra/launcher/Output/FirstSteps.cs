namespace MsaSample.Launcher.Output;

/// <summary>Three shell commands to try: register, log in (which keeps token and user id in shell variables), order.</summary>
internal static class FirstSteps
{
    private const string Json = "-H 'Content-Type: application/json'";
    private const string KeepTokenAndUserId = @"tr -d '\r' | sed -n 's/^token: /token=/p; s/^userId: /userId=/p'";

    private const string User = """{"email":"ann@example.com","name":"Ann","pwd":"correct-horse-9"}""";
    private const string Login = """{"email":"ann@example.com","password":"correct-horse-9"}""";
    private const string Order = """{"productId":"CATALOG-001","qty":2}""";

    public static string Create(string gateway) => $"""
          curl -s {gateway}/user-service/users {Json} -d '{User}'
          eval "$(curl -si {gateway}/user-service/login {Json} -d '{Login}' | {KeepTokenAndUserId})"
          curl -s {gateway}/order-service/$userId/orders -H "Authorization: Bearer $token" {Json} -d '{Order}'
        """;
}
