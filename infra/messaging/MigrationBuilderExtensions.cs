using Microsoft.EntityFrameworkCore.Migrations;
using MsaSample.Messaging.Consumer;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging;

/// <summary>The messaging tables, for a service's first migration.</summary>
public static class MigrationBuilderExtensions
{
    private static readonly TableSchema[] Tables = [OutboxSchema.Table, InboxSchema.Table, OffsetSchema.Table, DeadLetterSchema.Table];

    /// <summary>
    /// Creates <c>outbox</c>, <c>inbox</c>, <c>consumer_offset</c> and <c>dead_letter</c> for the active provider.
    /// Call it in <c>Up</c> of the first migration of each provider.
    /// </summary>
    public static void CreateMessagingTables(this MigrationBuilder migration)
    {
        foreach (var statement in Tables.SelectMany(table => table.For(migration.ActiveProvider)))
            migration.Sql(statement);
    }

    /// <summary>Drops the messaging tables with all their rows; for <c>Down</c>.</summary>
    public static void DropMessagingTables(this MigrationBuilder migration)
    {
        foreach (var table in Tables)
            migration.DropTable(table.Name);
    }
}
