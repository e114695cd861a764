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

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
    }
}

/// <summary>What one kind of exception means to a client.</summary>
internal sealed record ProblemMapping(Func<Exception, bool> Matches, int Status, string Code, string Detail);
