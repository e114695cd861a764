using System.Diagnostics;

namespace MsaSample.Testing;

/// <summary>
/// What some tests need and this machine does not have: each property is null when it is installed, or else the reason for a skip.
/// </summary>
public static class Missing
{
    private static readonly Lazy<bool> PythonHasKafka = new(() => Succeeds("/usr/bin/python3", "-c", "import kafka"));
    private static readonly Lazy<bool> JavaHasCompiler = new(
        () => Executables.Find("java") is { } java && Succeeds(java, "--describe-module", "jdk.compiler"));

    public static string? MariaDb =>
        Executables.Find("mariadbd") is not null && Executables.Find("mariadb-install-db") is not null
            ? null
            : "mariadbd is not installed; tests/run installs mariadb-server where it has the rights";

    public static string? ApacheKafka => ServerOfJava("KAFKA_HOME", "kafka-local", "an Apache Kafka");

    public static string? StockEureka => ServerOfJava("EUREKA_HOME", "start", "a stock Eureka server");

    public static string? Kcat =>
        Executables.Find("kcat") is not null ? null : "kcat is not installed; tests/run installs it where it has the rights";

    public static string? PythonKafka =>
        PythonHasKafka.Value ? null : "kafka-python is not installed; tests/run installs python3-kafka where it has the rights";

    public static string? JavaCompiler =>
        JavaHasCompiler.Value ? null : "java has no module jdk.compiler: a Java 17 development kit is needed, a runtime is not enough";

    public static string? NodeClients
    {
        get
        {
            if (Executables.Find("node") is null) return "Node.js is not installed; tests/run installs it where it has the rights";
            return Directory.Exists(Path.Combine(Executables.Artifacts, "node_modules", "kafkajs"))
                ? null
                : "the Kafka clients for Node.js are not installed; tests/run installs them with npm where it can";
        }
    }

    private static string? ServerOfJava(string variable, string script, string what)
    {
        var home = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(home)) return $"{variable} is not set: set it to the directory of {what}";
        if (!File.Exists(Path.Combine(home, script))) return $"{variable} has no script {script}";
        return Executables.Find("java") is not null ? null : "java is not installed: a Java 17 runtime is needed";
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        if (!File.Exists(program)) return false;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
