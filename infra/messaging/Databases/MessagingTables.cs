namespace MsaSample.Messaging.Databases;

/// <summary>The tables of the messaging library, per provider. Times are Unix microseconds; an event id is 16 bytes in network order.</summary>
internal static class MessagingTables
{
    public static IReadOnlyList<string> Names { get; } = ["outbox", "inbox", "consumer_offset", "dead_letter"];

    public static IReadOnlyList<string> For(string? provider) => provider switch
    {
        "Pomelo.EntityFrameworkCore.MySql" => MariaDb,
        "Microsoft.EntityFrameworkCore.Sqlite" => Sqlite,
        _ => throw new NotSupportedException($"Messaging has no tables for the provider {provider}; it knows Pomelo.EntityFrameworkCore.MySql and Microsoft.EntityFrameworkCore.Sqlite."),
    };

    // Keys compare byte by byte, trailing spaces included: two ids that differ are two aggregates.
    private static readonly IReadOnlyList<string> MariaDb =
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
        """
        CREATE TABLE inbox (
            topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            record_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
            last_version BIGINT NOT NULL,
            parked TINYINT NOT NULL DEFAULT 0,
            PRIMARY KEY (topic, record_key)
        ) ENGINE = InnoDB
        """,
        """
        CREATE TABLE consumer_offset (
            topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            partition_id INT NOT NULL,
            next_offset BIGINT NOT NULL,
            PRIMARY KEY (topic, partition_id)
        ) ENGINE = InnoDB
        """,
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
    ];

    private static readonly IReadOnlyList<string> Sqlite =
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
        """
        CREATE TABLE inbox (
            topic TEXT NOT NULL,
            record_key TEXT NOT NULL,
            last_version INTEGER NOT NULL,
            parked INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (topic, record_key)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE consumer_offset (
            topic TEXT NOT NULL,
            partition_id INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            PRIMARY KEY (topic, partition_id)
        ) WITHOUT ROWID
        """,
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
    ];
}
