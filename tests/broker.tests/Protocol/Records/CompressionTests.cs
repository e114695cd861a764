using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Tests.Protocol.Records;

public class CompressionTests
{
    public static TheoryData<string> CompressingCodecs => [.. GoldenBatches.Codecs.Select(row => row.Data).Where(name => name != "None")];

    [Theory]
    [MemberData(nameof(CompressingCodecs))]
    public void TryUnpack_Damaged_IsRefused(string codec)
    {
        var type = Enum.Parse<CompressionType>(codec);
        byte[] damaged = [0x82, 0x53, 0x4E, 0x41, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

        Assert.Null(Compression.TryUnpack(type, damaged));
    }

    [Theory]
    [MemberData(nameof(CompressingCodecs))]
    public void TryUnpack_MoreThanTheLimit_IsRefused(string codec)
    {
        var type = Enum.Parse<CompressionType>(codec);
        var bomb = Compression.Compress(type, new byte[Compression.MaxUnpackedBytes + 1]);

        Assert.Null(Compression.TryUnpack(type, bomb));
    }

    [Fact]
    public void TryUnpack_XerialBlockLongerThanData_IsRefused()
    {
        byte[] truncated = [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2];

        Assert.Null(Compression.TryUnpack(CompressionType.Snappy, truncated));
    }

    [Fact]
    public void Compute_KnownText_IsTheCastagnoliChecksum() =>
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
}
