namespace MsaSample.Launcher.Output;

/// <summary>Three lines to try, each a whole command: register, log in (keeps token and userId in the shell), order.</summary>
internal static class FirstSteps
{
    public static string Create(string gateway) => $$"""
          curl -s {{gateway}}/user-service/users -H 'Content-Type: application/json' -d '{"email":"ann@example.com","name":"Ann","pwd":"correct-horse-9"}'
          eval "$(curl -si {{gateway}}/user-service/login -H 'Content-Type: application/json' -d '{"email":"ann@example.com","password":"correct-horse-9"}' | tr -d '\r' | sed -n 's/^token: /token=/p; s/^userId: /userId=/p')"
          curl -s {{gateway}}/order-service/$userId/orders -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d '{"productId":"CATALOG-001","qty":2}'
        """;
}
