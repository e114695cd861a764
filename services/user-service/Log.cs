namespace MsaSample.UserService;

internal static partial class Log
{
    // A warning, so that it reaches the terminal of the launcher: it is shown this once.
    [LoggerMessage(7000, LogLevel.Warning, "the first admin is {Email}, the password {Password} (it is not shown again)")]
    public static partial void FirstAdminMade(this ILogger log, string email, string password);
}
