using Microsoft.EntityFrameworkCore;

namespace MsaSample.Data;

/// <summary>Saves that a unique index may refuse.</summary>
public static class SaveExtensions
{
    /// <summary>
    /// Saves new rows unless another writer has saved the same ones first. The unique index decides; after a refusal the context is
    /// cleared, its transaction rolled back, and <paramref name="isTaken"/> tells whether the other writer was the cause.
    /// </summary>
    /// <returns>True when saved; false when <paramref name="isTaken"/> was true.</returns>
    /// <exception cref="DbUpdateException">The save failed for another reason.</exception>
    public static async Task<bool> TrySaveAsync(this DbContext context, Func<Task<bool>> isTaken, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            if (context.Database.CurrentTransaction is { } transaction)
                await transaction.RollbackAsync(cancellationToken);
            context.ChangeTracker.Clear();
            if (await isTaken())
                return false;
            throw;
        }
    }
}
