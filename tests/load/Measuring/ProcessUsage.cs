using System.Globalization;

namespace MsaSample.Load.Measuring;

/// <summary>CPU time and memory of a process up to now, read from /proc.</summary>
/// <param name="Name">Name of its assembly, or of the command.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Cpu">User and system time.</param>
/// <param name="ResidentMegabytes">RSS; shared pages are counted in full.</param>
/// <param name="ProportionalMegabytes">PSS; shared pages are divided by the number of processes that share them.</param>
internal sealed record ProcessUsage(string Name, int Pid, TimeSpan Cpu, double ResidentMegabytes, double ProportionalMegabytes)
{
    private const double TicksPerSecond = 100; // USER_HZ, which is 100 in everything that Linux shows to user space

    /// <summary>Null when the process has ended or may not be read.</summary>
    public static ProcessUsage? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            var (resident, proportional) = Memory(pid);
            return new ProcessUsage(NameOf(pid), pid, TimeSpan.FromSeconds(ticks / TicksPerSecond), resident, proportional);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (double Resident, double Proportional) Memory(int pid)
    {
        double resident = 0, proportional = 0;
        foreach (var line in File.ReadLines($"/proc/{pid}/smaps_rollup"))
        {
            if (line.StartsWith("Rss:", StringComparison.Ordinal)) resident = Kilobytes(line) / 1024;
            if (line.StartsWith("Pss:", StringComparison.Ordinal)) proportional = Kilobytes(line) / 1024;
        }
        return (resident, proportional);
    }

    private static double Kilobytes(string line) =>
        double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static string NameOf(int pid)
    {
        var command = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var assembly = command.FirstOrDefault(part => part.EndsWith(".dll", StringComparison.Ordinal)) ?? command.FirstOrDefault() ?? "?";
        return Path.GetFileNameWithoutExtension(assembly).Replace("MsaSample.", "", StringComparison.Ordinal);
    }
}
