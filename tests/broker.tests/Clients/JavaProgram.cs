using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>The Java programs in <c>java</c>, run from their source on Apache Kafka's own libraries.</summary>
internal static class JavaProgram
{
    /// <summary>The installation that KAFKA_HOME names.</summary>
    public static string KafkaHome => Environment.GetEnvironmentVariable("KAFKA_HOME")!;

    /// <summary>What to give to <c>java</c> before the program's own arguments.</summary>
    /// <param name="source">The file's name.</param>
    /// <remarks>Only the quick compiler: these programs end before the other one would pay.</remarks>
    public static string[] Arguments(string source) =>
    [
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", $"-Dlog4j2.configurationFile={KafkaHome}/config/tools-log4j2.yaml",
        "-cp", $"{KafkaHome}/libs/*", Path.Combine(ScriptRun.Folder, "java", source),
    ];

    public static ProgramUnderTest Start(string source, params string[] arguments) =>
        ProgramUnderTest.StartCommand(source, Executables.Find("java")!, [.. Arguments(source), .. arguments]);
}
