using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MsaSample.Messaging.Databases;

/// <summary>Everything that differs between the two databases a service can run on.</summary>
internal abstract class DatabaseDialect
{
    /// <summary>What the database is called in messages: no password in it.</summary>
    public abstract string Name { get; }

    /// <summary>Appended to a SELECT to lock its rows until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Beginning of an INSERT that leaves existing rows alone.</summary>
    public abstract string InsertIgnore { get; }

    /// <summary>End of a multi-row INSERT into <c>inbox</c> that overwrites the last version of existing rows.</summary>
    public abstract string OverwriteLastVersion { get; }

    /// <summary>The same, for the parked mark.</summary>
    public abstract string OverwriteParked { get; }

    /// <summary>Chooses the EF provider and adds the interceptors of the dialect.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>A closed connection outside EF.</summary>
    public abstract DbConnection CreateConnection();

    /// <summary>Creates the empty database where it is missing. Cheap when it is there.</summary>
    public abstract Task CreateDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>Lets one process at a time migrate.</summary>
    public abstract Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Waits until this process may read the outbox alone. The lease ends with its connection or its process.</summary>
    public abstract Task<OutboxLease> AcquireOutboxAsync(CancellationToken cancellationToken);

    /// <summary>Clears away what a migration left that was killed before it was recorded. Called under the migration lock, while no migration is recorded.</summary>
    public abstract Task DropUnfinishedAsync(ILogger logger, CancellationToken cancellationToken);
}
