using Microsoft.EntityFrameworkCore.Migrations;
using MsaSample.Messaging.Databases;

namespace MsaSample.Messaging;

/// <summary>The messaging tables, for a service's first migration.</summary>
public static class MigrationBuilderExtensions
{
    /// <summary>
    /// Creates <c>outbox</c>, <c>inbox</c>, <c>consumer_offset</c> and <c>dead_letter</c> for the active provider.
    /// Call it in <c>Up</c> of the first migration of each provider.
    /// </summary>
    public static void CreateMessagingTables(this MigrationBuilder migration)
    {
        foreach (var statement in MessagingTables.For(migration.ActiveProvider))
            migration.Sql(statement);
    }

    /// <summary>Drops the messaging tables with everything in them; for <c>Down</c>.</summary>
    public static void DropMessagingTables(this MigrationBuilder migration)
    {
        foreach (var table in MessagingTables.Names)
            migration.DropTable(table);
    }
}
