using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MsaSample.Data;

/// <summary>Everything that differs between the two databases a service can run on.</summary>
public abstract class DatabaseDialect
{
    private protected DatabaseDialect()
    {
    }

    /// <summary>The database as log lines and errors call it, without its password.</summary>
    public abstract string Name { get; }

    /// <summary>Appended to a SELECT to lock its rows until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The beginning of an INSERT that leaves existing rows alone.</summary>
    public abstract string InsertIgnore { get; }

    /// <summary>Appended to a multi-row INSERT so that a row whose key exists gets the new value of one column.</summary>
    public abstract string OnConflictOverwrite(string keyColumns, string column);

    /// <summary>A closed connection outside EF.</summary>
    public abstract DbConnection CreateConnection();

    /// <summary>Waits until this process alone holds the lock of this name in the service's database.</summary>
    /// <param name="renewWithin">
    /// MariaDB ends the lock of a holder that is silent for this long, whole seconds; see <see cref="NamedLock.RenewAsync"/>. On SQLite the
    /// lock ends only with its process.
    /// </param>
    public abstract Task<NamedLock> AcquireLockAsync(string name, TimeSpan renewWithin, CancellationToken cancellationToken);

    /// <summary>Logs that the database does not answer, and when the caller tries again.</summary>
    public void LogOutage(ILogger logger, Exception exception, TimeSpan retryIn) =>
        logger.DatabaseAway(Name, exception.GetBaseException().Message, retryIn.TotalSeconds);

    /// <summary>Remembers a failed statement outside EF, if it tells something about the database. Returns false, as a filter.</summary>
    internal virtual bool Note(Exception exception) => false;

    /// <summary>Why the database answers queries but refuses every write, a full disk for example; null when it does not.</summary>
    internal virtual Task<string?> FindRefusalAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Chooses the EF provider and adds the interceptors of the dialect.</summary>
    internal abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Creates the empty database where it is missing. Cheap when it exists.</summary>
    internal abstract Task CreateDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>Lets one process at a time migrate.</summary>
    internal abstract Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes the tables of a first migration that was killed before it was recorded. Called under the migration lock, while no migration
    /// is recorded.
    /// </summary>
    internal abstract Task DropUnfinishedMigrationAsync(ILogger logger, CancellationToken cancellationToken);
}
