using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>The Java programs in <c>java</c>, compiled once and run on Apache Kafka's own libraries.</summary>
internal static class JavaProgram
{
    private static readonly string Classes = Path.Combine(AppContext.BaseDirectory, "java-classes");
    private static readonly Lazy<Task> Compilation = new(CompileAsync);

    /// <summary>The installation that KAFKA_HOME names.</summary>
    public static string KafkaHome => Environment.GetEnvironmentVariable("KAFKA_HOME")!;

    /// <summary>The full path of <c>java</c>.</summary>
    public static string Java => Executables.Find("java")!;

    /// <summary>Compiles the programs once and returns the arguments of <c>java</c> that run them.</summary>
    /// <remarks>Only the quick compiler: these programs end before the other one would pay.</remarks>
    public static async Task<string[]> ArgumentsAsync(string name, params string[] arguments)
    {
        await Compilation.Value;
        return
        [
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", $"-Dlog4j2.configurationFile={KafkaHome}/config/tools-log4j2.yaml",
            "-cp", $"{Classes}:{KafkaHome}/libs/*", $"contract.{name}", .. arguments,
        ];
    }

    private static async Task CompileAsync()
    {
        var libraries = string.Join(':', Directory.GetFiles(Path.Combine(KafkaHome, "libs"), "*.jar"));
        var sources = Directory.GetFiles(Path.Combine(ScriptRun.Folder, "java"), "*.java");
        await using var compiler = ProgramUnderTest.StartCommand(
            "javac", Java,
            ["-XX:TieredStopAtLevel=1", "-m", "jdk.compiler/com.sun.tools.javac.Main", "-cp", libraries, "-d", Classes, .. sources]);
        var exitCode = await compiler.WaitForExitAsync(TimeSpan.FromSeconds(90));
        Assert.True(exitCode == 0, compiler.Tail());
    }
}
