using System.Text;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Tests.Protocol.Records;

public class RecordBatchTests
{
    [Theory]
    [MemberData(nameof(GoldenBatches.Codecs), MemberType = typeof(GoldenBatches))]
    public void Header_OfJavaClient_HasEveryField(string codec)
    {
        var batch = new RecordBatch(GoldenBatches.Of(Enum.Parse<CompressionType>(codec)));

        Assert.Equal((sbyte)2, batch.Magic);
        Assert.Equal(codec, batch.Attributes.Codec.ToString());
        Assert.Equal((0L, 2L, 3), (batch.BaseOffset, batch.LastOffset, batch.RecordCount));
        Assert.Equal((1700000000000L, 1700000000005L), (batch.BaseTimestamp, batch.MaxTimestamp));
        Assert.Equal((4242L, (short)7, 100), (batch.ProducerId, batch.ProducerEpoch, batch.BaseSequence));
        Assert.True(batch.IsCrcValid());
        Assert.False(batch.Attributes.IsControl || batch.Attributes.IsTransactional || batch.Attributes.IsLogAppendTime);
    }

    [Theory]
    [MemberData(nameof(GoldenBatches.Codecs), MemberType = typeof(GoldenBatches))]
    public void Records_OfJavaClient_AreReadInEveryCodec(string name)
    {
        var codec = Enum.Parse<CompressionType>(name);
        var batch = new RecordBatch(GoldenBatches.Of(codec));

        using var unpacked = codec == CompressionType.None ? null : Compression.TryUnpack(codec, batch.Records);
        var reader = new RecordReader(unpacked is null ? batch.Records : unpacked.Bytes, batch.RecordCount);
        var seen = new List<string>();
        while (reader.TryRead())
            seen.Add(Describe(reader.Current));

        Assert.True(reader.IsComplete);
        Assert.Equal(["0+0 key-1=first value", $"1+5 null={string.Concat(Enumerable.Repeat("value ", 20))}", "2+3 key-2=null"], seen);
    }

    [Fact]
    public void Build_SameRecords_GivesTheBytesOfJavaClient()
    {
        var golden = GoldenBatches.Of(CompressionType.None);
        RecordBatch.SetPlace(golden, 0, 0); // the client sends leader epoch -1

        var built = new RecordBatchBuilder { Producer = (4242, 7, 100) }
            .Add(1700000000000, "key-1"u8.ToArray(), "first value"u8.ToArray(), ("h", "1"u8.ToArray()), ("n", null))
            .Add(1700000000005, null, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("value ", 20))))
            .Add(1700000000003, "key-2"u8.ToArray(), null)
            .Build();

        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(built));
    }

    [Theory]
    [MemberData(nameof(GoldenBatches.Codecs), MemberType = typeof(GoldenBatches))]
    public void Build_WithCodec_CanBeReadBack(string name)
    {
        var codec = Enum.Parse<CompressionType>(name);
        var bytes = new RecordBatchBuilder().Add(1, [1], [2]).Add(2, [3], new byte[10_000]).Build(baseOffset: 40, codec);

        var batch = new RecordBatch(bytes);
        using var unpacked = codec == CompressionType.None ? null : Compression.TryUnpack(codec, batch.Records);
        var reader = new RecordReader(unpacked is null ? batch.Records : unpacked.Bytes, batch.RecordCount);

        Assert.True(batch.IsCrcValid());
        Assert.Equal(41, batch.LastOffset);
        Assert.True(reader.TryRead() && reader.TryRead());
        Assert.Equal(10_000, reader.Current.Value.Length);
    }

    [Fact]
    public void SetLogAppendTime_Batch_KeepsItValid()
    {
        var batch = GoldenBatches.Of(CompressionType.Gzip);

        RecordBatch.SetLogAppendTime(batch, 1800000000000);

        Assert.True(new RecordBatch(batch).IsCrcValid());
        Assert.True(new RecordBatch(batch).Attributes.IsLogAppendTime);
        Assert.Equal(CompressionType.Gzip, new RecordBatch(batch).Attributes.Codec);
        Assert.Equal(1800000000000, new RecordBatch(batch).MaxTimestamp);
    }

    [Fact]
    public void TryRead_EveryTruncation_EndsIncomplete()
    {
        var records = new RecordBatch(GoldenBatches.Of(CompressionType.None)).Records;

        for (var length = 0; length < records.Length; length++)
        {
            var reader = new RecordReader(records[..length], 3);
            while (reader.TryRead())
            {
            }

            Assert.False(reader.IsComplete);
        }
    }

    private static string Describe(RecordView record) =>
        $"{record.OffsetDelta}+{record.TimestampDelta} {Text(record.HasKey, record.Key)}={Text(record.HasValue, record.Value)}";

    private static string Text(bool present, ReadOnlySpan<byte> bytes) => present ? Encoding.UTF8.GetString(bytes) : "null";
}
