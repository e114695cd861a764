namespace MsaSample.Messaging.DeadLetters;

/// <summary>The table <c>dead_letter</c>: records that could not be applied, in the order of their arrival.</summary>
internal static class DeadLetterSchema
{
    public static TableSchema Table { get; } = new(
        "dead_letter",
        MariaDb:
        [
            """
            CREATE TABLE dead_letter (
                id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
                topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                partition_id INT NOT NULL,
                record_offset BIGINT NOT NULL,
                record_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
                type VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
                version BIGINT NULL,
                payload MEDIUMBLOB NULL,
                trace_parent VARCHAR(55) CHARACTER SET ascii COLLATE ascii_bin NULL,
                reason TEXT CHARACTER SET utf8mb4 NOT NULL,
                created_at BIGINT NOT NULL,
                KEY by_key (topic, record_key)
            ) ENGINE = InnoDB
            """,
        ],
        Sqlite:
        [
            """
            CREATE TABLE dead_letter (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                topic TEXT NOT NULL,
                partition_id INTEGER NOT NULL,
                record_offset INTEGER NOT NULL,
                record_key TEXT NULL,
                type TEXT NULL,
                version INTEGER NULL,
                payload BLOB NULL,
                trace_parent TEXT NULL,
                reason TEXT NOT NULL,
                created_at INTEGER NOT NULL
            )
            """,
            "CREATE INDEX dead_letter_by_key ON dead_letter (topic, record_key)",
        ]);
}
