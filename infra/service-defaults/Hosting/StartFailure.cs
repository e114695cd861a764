using Microsoft.AspNetCore.Connections;
using MsaSample.CommandLine.Ports;

namespace MsaSample.ServiceDefaults;

/// <summary>Turns the exception that kept a program from starting into one line that names the cause and what to do.</summary>
internal static class StartFailure
{
    public static string Explain(Exception failure, string portOption)
    {
        if (Innermost(failure) is AddressInUseException || failure.InnerException is AddressInUseException)
            return ExplainPort(failure.Message, portOption);

        var cause = Innermost(failure);
        return $"cannot start: {OneLine(cause.Message)} ({cause.GetType().Name})";
    }

    private static string ExplainPort(string message, string portOption)
    {
        var port = message.Split("://").Skip(1).Select(PortOf).FirstOrDefault(p => p > 0);
        return PortTaken.Describe(port, portOption);
    }

    // "127.0.0.1:8000: address already in use." and "[::1]:8000: …" alike.
    private static int PortOf(string address)
    {
        var host = address.TrimStart('[').Split(']')[^1];
        return host.Split(':').Select(part => int.TryParse(part, out var port) ? port : 0).FirstOrDefault(p => p > 0);
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
