namespace MsaSample.EndToEnd.Tests;

/// <summary>Processes that are killed with SIGKILL at the same moment.</summary>
/// <param name="Kill">Their programs; a program that is named twice loses two processes.</param>
/// <param name="WhileHangs">A program that hangs (SIGSTOP) for some orders before the kill, and goes on after it; null: none.</param>
public sealed record Round(string[] Kill, string? WhileHangs = null)
{
    public override string ToString() =>
        $"the kill of {string.Join(" and ", Kill)}" + (WhileHangs is null ? "" : $" while {WhileHangs} hung");
}
