using MsaSample.Load.Measuring;
using MsaSample.Load.Scenarios;

namespace MsaSample.Load.Brokers;

/// <summary>
/// The rows of one direction and one shape: records and megabytes per second, and the broker's processor time per record.
/// </summary>
internal sealed class Figures(string what, Shape shape, Goal? goal = null)
{
    private readonly Comparison _records = new($"{what} {shape}", "records/s", goal ?? Goal.RatioAtLeast(1));
    private readonly Comparison _megabytes = new($"{what} {shape}", "MB/s");
    private readonly Comparison _cpu = new($"{what} {shape}, broker's CPU", "us/record");

    public IEnumerable<Comparison> Rows => [_records, _megabytes, _cpu];

    /// <summary>Records per second of the slower contender.</summary>
    public double Lower
    {
        get
        {
            var ours = Comparison.Median(_records.Ours);
            return _records.Theirs.Count == 0 ? ours : Math.Min(ours, Comparison.Median(_records.Theirs));
        }
    }

    public Side Of(Contender contender) => new(this, contender);

    /// <summary>Measures without recording, to warm up.</summary>
    public Side Discard() => new(this, null);

    internal sealed class Side(Figures figures, Contender? contender)
    {
        public void Measure(int pid, Func<TimeSpan> run)
        {
            var before = CpuOf(pid);
            Note(run(), CpuOf(pid) - before);
        }

        public async Task MeasureAsync(int pid, Func<Task<TimeSpan>> run)
        {
            var before = CpuOf(pid);
            Note(await run(), CpuOf(pid) - before);
        }

        private void Note(TimeSpan elapsed, TimeSpan cpu)
        {
            if (contender is null) return;
            var perSecond = figures.Records / elapsed.TotalSeconds;
            contender.Column(figures._records).Add(Math.Round(perSecond));
            contender.Column(figures._megabytes).Add(Math.Round(perSecond * figures.Size / 1e6, 1));
            contender.Column(figures._cpu).Add(Math.Round(cpu.TotalMicroseconds / figures.Records, 3));
            Console.WriteLine(
                $"{contender.Name,-6} {figures._records.What}: {perSecond:#,0} records/s, "
                + $"{contender.Column(figures._cpu)[^1]:0.00} us of the broker's CPU per record");
        }
    }

    private int Records => shape.Records;

    private int Size => shape.Size;

    private static TimeSpan CpuOf(int pid) => ProcessUsage.Read(pid)?.Cpu ?? TimeSpan.Zero;
}
