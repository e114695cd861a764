using Microsoft.EntityFrameworkCore;

namespace MsaSample.Messaging;

/// <summary>
/// The entities that the events of one batch are about, by key. All handlers of a batch are given the same instance. Load them with one
/// query in <see cref="IEventHandler{TEvent}.LoadAsync"/>; <see cref="Find"/> then asks neither the database nor EF's change tracker, whose
/// <c>DbSet.Local</c> may compare every tracked entity at each call.
/// </summary>
public sealed class EntityBatch<TKey, TEntity>
    where TKey : notnull
    where TEntity : class
{
    private readonly Dictionary<TKey, TEntity> _entities = [];

    /// <summary>Loads the entities of a query, tracked. Several handlers may load into the same batch.</summary>
    public async Task LoadAsync(IQueryable<TEntity> query, Func<TEntity, TKey> key, CancellationToken cancellationToken)
    {
        foreach (var entity in await query.ToListAsync(cancellationToken))
            _entities[key(entity)] = entity;
    }

    /// <summary>The entity that was loaded or added under this key; null if there is none.</summary>
    public TEntity? Find(TKey key) => _entities.GetValueOrDefault(key);

    /// <summary>Makes an entity that was just added to the context known to the rest of the batch.</summary>
    public TEntity Add(TKey key, TEntity entity)
    {
        _entities.Add(key, entity);
        return entity;
    }
}
