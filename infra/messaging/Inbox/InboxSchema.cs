namespace MsaSample.Messaging.Inbox;

/// <summary>The table <c>inbox</c>: one row for each consumed aggregate, with the last version applied.</summary>
internal static class InboxSchema
{
    public static TableSchema Table { get; } = new(
        "inbox",
        MariaDb:
        [
            """
            CREATE TABLE inbox (
                topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                record_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
                last_version BIGINT NOT NULL,
                parked TINYINT NOT NULL DEFAULT 0,
                PRIMARY KEY (topic, record_key)
            ) ENGINE = InnoDB
            """,
        ],
        Sqlite:
        [
            """
            CREATE TABLE inbox (
                topic TEXT NOT NULL,
                record_key TEXT NOT NULL,
                last_version INTEGER NOT NULL,
                parked INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (topic, record_key)
            ) WITHOUT ROWID
            """,
        ]);
}
