namespace MsaSample.EndToEnd.Tests;

/// <summary>Processes that are killed with SIGKILL at the same time.</summary>
/// <param name="Kill">Their programs; a program that is named twice loses two processes.</param>
/// <param name="WhileHangs">A program that is suspended (SIGSTOP) for some orders before the kill and resumed after it; null: none.</param>
public sealed record Round(string[] Kill, string? WhileHangs = null)
{
    public override string ToString() =>
        $"the kill of {string.Join(" and ", Kill)}" + (WhileHangs is null ? "" : $" while {WhileHangs} hung");
}
