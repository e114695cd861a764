using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MsaSample.Data;

/// <summary>
/// One row in a transaction of its own, which nobody else changes until this is disposed. Without <see cref="SaveAsync"/> nothing changes.
/// </summary>
public sealed class LockedRow<TEntity> : IAsyncDisposable
    where TEntity : class
{
    private readonly DbContext _context;
    private readonly IDbContextTransaction _transaction;

    internal LockedRow(DbContext context, IDbContextTransaction transaction, TEntity? entity)
    {
        _context = context;
        _transaction = transaction;
        Entity = entity;
    }

    /// <summary>The tracked entity; null if the query found none.</summary>
    public TEntity? Entity { get; }

    /// <summary>Saves what was changed and commits.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _context.SaveChangesAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
