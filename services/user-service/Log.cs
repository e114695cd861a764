namespace MsaSample.UserService;

internal static partial class Log
{
    // A warning, so that it reaches the launcher's terminal: the password is shown only here.
    [LoggerMessage(7000, LogLevel.Warning, "The first admin is {Email}, the password {Password} (it is not shown again)")]
    public static partial void FirstAdminCreated(this ILogger logger, string email, string password);
}
