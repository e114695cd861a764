namespace MsaSample.Messaging.Outbox;

/// <summary>The table <c>outbox</c>: one row for each event that Kafka has not acknowledged yet.</summary>
internal static class OutboxSchema
{
    public static TableSchema Table { get; } = new(
        "outbox",
        MariaDb:
        [
            """
            CREATE TABLE outbox (
                seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
                event_id BINARY(16) NOT NULL,
                topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                record_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
                type VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                version BIGINT NOT NULL,
                payload MEDIUMBLOB NOT NULL,
                trace_parent VARCHAR(55) CHARACTER SET ascii COLLATE ascii_bin NULL,
                trace_state VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NULL,
                created_at BIGINT NOT NULL
            ) ENGINE = InnoDB
            """,
        ],
        Sqlite:
        [
            """
            CREATE TABLE outbox (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                event_id BLOB NOT NULL,
                topic TEXT NOT NULL,
                record_key TEXT NOT NULL,
                type TEXT NOT NULL,
                version INTEGER NOT NULL,
                payload BLOB NOT NULL,
                trace_parent TEXT NULL,
                trace_state TEXT NULL,
                created_at INTEGER NOT NULL
            )
            """,
        ]);
}
