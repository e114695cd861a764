using System.Globalization;

namespace MsaSample.Load.Measuring;

/// <summary>One figure, measured on both sides in several rounds.</summary>
internal sealed class Comparison(string what, string unit, Goal? goal = null)
{
    public string What => what;

    public string Unit => unit;

    public List<double> Ours { get; } = [];

    public List<double> Theirs { get; } = [];

    /// <summary>Ours divided by theirs, medians; NaN when only one side was measured.</summary>
    public double Ratio => Median(Ours) / Median(Theirs);

    /// <summary>Null without a goal, or when the goal is a ratio and there is none.</summary>
    public bool? IsMet => goal?.IsMet(Median(Ours), Ratio);

    public string GoalText => goal?.ToString() ?? "";

    public static double Median(List<double> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);

    public void Print()
    {
        var met = IsMet switch { true => "met", false => "MISSED", null => "" };
        var ratio = double.IsNaN(Ratio) ? "" : Ratio.ToString("0.00");
        Console.WriteLine($"{what,-42} {unit,-9} {Spread(Ours),30} {Spread(Theirs),30} {ratio,6}  {GoalText,-16} {met}");
    }

    private static string Spread(List<double> values) =>
        values.Count == 0 ? "-" : $"{Format(Median(values))} ({Format(values.Min())} .. {Format(values.Max())})";

    private static string Format(double value) =>
        value.ToString(value >= 1000 ? "#,0" : value >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}

/// <summary>The goal of a median: a bound on the ratio to the other side, or on our own figure.</summary>
internal sealed record Goal(double Bound, bool IsRatio, bool IsMost)
{
    public static Goal RatioAtLeast(double bound) => new(bound, IsRatio: true, IsMost: false);

    public static Goal RatioAtMost(double bound) => new(bound, IsRatio: true, IsMost: true);

    public static Goal AtMost(double bound) => new(bound, IsRatio: false, IsMost: true);

    public bool? IsMet(double ours, double ratio)
    {
        var value = IsRatio ? ratio : ours;
        if (double.IsNaN(value)) return null;
        return IsMost ? value <= Bound : value >= Bound;
    }

    public override string ToString() =>
        $"{(IsRatio ? "ratio " : "")}{(IsMost ? "<=" : ">=")} {Bound.ToString("0.0#", CultureInfo.InvariantCulture)}";
}
