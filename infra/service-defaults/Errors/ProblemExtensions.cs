using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>Registers the writing of problem bodies, and what an exception of another library means to a client.</summary>
public static class ProblemExtensions
{
    /// <summary>Answers with this problem when an exception of this type, or one inside it, leaves a handler.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">One of <see cref="ProblemCodes"/>.</param>
    /// <param name="detail">For a person; says whether to try again.</param>
    /// <param name="when">Which of them; null = all.</param>
    public static IServiceCollection AddProblemFor<TException>(
        this IServiceCollection services, int status, string code, string detail, Func<TException, bool>? when = null)
        where TException : Exception =>
        services.AddSingleton(new ProblemMapping(e => e is TException x && (when is null || when(x)), status, code, detail));

    /// <summary>Answers 503 when the service's database is away, and 409 when another writer was faster.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="isOutage">Whether an exception means that the database is away.</param>
    /// <param name="isConflict">Whether it means that a row was changed since it was read.</param>
    public static IServiceCollection AddDatabaseProblems(
        this IServiceCollection services, Func<Exception, bool> isOutage, Func<Exception, bool> isConflict) => services
        .AddProblemFor<Exception>(
            503,
            ProblemCodes.DatabaseUnavailable,
            "The database cannot be reached now. It is not known whether it was done. Look, or repeat it with the same Idempotency-Key.",
            isOutage)
        .AddProblemFor<Exception>(
            409, ProblemCodes.VersionConflict, "Someone else changed this at the same time. Nothing was changed; try again.", isConflict);

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
    }
}

/// <summary>What one kind of exception means to a client.</summary>
internal sealed record ProblemMapping(Func<Exception, bool> Matches, int Status, string Code, string Detail);
