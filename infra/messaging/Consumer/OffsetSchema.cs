namespace MsaSample.Messaging.Consumer;

/// <summary>The table <c>consumer_offset</c>: the next offset to apply of each partition.</summary>
internal static class OffsetSchema
{
    public static TableSchema Table { get; } = new(
        "consumer_offset",
        MariaDb:
        [
            """
            CREATE TABLE consumer_offset (
                topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                partition_id INT NOT NULL,
                next_offset BIGINT NOT NULL,
                PRIMARY KEY (topic, partition_id)
            ) ENGINE = InnoDB
            """,
        ],
        Sqlite:
        [
            """
            CREATE TABLE consumer_offset (
                topic TEXT NOT NULL,
                partition_id INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                PRIMARY KEY (topic, partition_id)
            ) WITHOUT ROWID
            """,
        ]);
}
