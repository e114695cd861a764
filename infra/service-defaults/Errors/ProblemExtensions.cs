using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>Registers the problem bodies for exceptions.</summary>
public static class ProblemExtensions
{
    /// <summary>
    /// Answers with this problem when an exception of this type leaves a handler, itself or as an inner exception, and
    /// <paramref name="when"/> is null or true for it. <paramref name="code"/> is one of <see cref="ProblemCodes"/>;
    /// <paramref name="detail"/> tells a person what to do.
    /// </summary>
    public static IServiceCollection AddProblemFor<TException>(
        this IServiceCollection services, int status, string code, string detail, Func<TException, bool>? when = null)
        where TException : Exception =>
        services.AddSingleton(new ProblemMapping(e => e is TException x && (when is null || when(x)), status, code, detail));

    /// <summary>
    /// Answers 503 to an exception that means that the database cannot be reached, and 409 to one that means that a row was changed since
    /// it was read.
    /// </summary>
    public static IServiceCollection AddDatabaseProblems(
        this IServiceCollection services, Func<Exception, bool> isOutage, Func<Exception, bool> isConflict) => services
        .AddProblemFor<Exception>(
            503,
            ProblemCodes.DatabaseUnavailable,
            "The database cannot be reached. The request may have taken effect: check, or repeat it with the same Idempotency-Key.",
            isOutage)
        .AddProblemFor<Exception>(
            409, ProblemCodes.VersionConflict, "Another request changed this at the same time. This one changed nothing; try again.",
            isConflict);

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
    }
}

/// <summary>The problem that is answered to one kind of exception.</summary>
internal sealed record ProblemMapping(Func<Exception, bool> Matches, int Status, string Code, string Detail);
