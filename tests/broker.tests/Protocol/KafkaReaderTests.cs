using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Protocol;

public sealed class KafkaReaderTests
{
    [Theory]
    [InlineData("00", 0u)]
    [InlineData("7F", 127u)]
    [InlineData("8001", 128u)]
    [InlineData("FFFFFFFF0F", uint.MaxValue)]
    public void UnsignedVarint_WrittenAndRead_IsTheSame(string hex, uint value)
    {
        var writer = new KafkaWriter();
        writer.WriteUnsignedVarint(value);

        Assert.Equal(hex, Convert.ToHexString(writer.Written.Span));
        Assert.Equal(value, new KafkaReader(Convert.FromHexString(hex)).ReadUnsignedVarint());
    }

    [Fact]
    public void Uuid_WrittenAndRead_IsBigEndian()
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var writer = new KafkaWriter();
        writer.WriteUuid(id);

        Assert.Equal("00112233445566778899AABBCCDDEEFF", Convert.ToHexString(writer.Written.Span));
        Assert.Equal(id, new KafkaReader(writer.Written.ToArray()).ReadUuid());
    }

    [Fact]
    public void Strings_InBothEncodings_AreTheSame()
    {
        foreach (var flexible in new[] { false, true })
        {
            var writer = new KafkaWriter(flexible);
            writer.WriteString("é");
            writer.WriteNullableString(null);
            writer.WriteStrings(["a", "b"]);

            var reader = new KafkaReader(writer.Written.ToArray(), flexible);
            Assert.Equal("é", reader.ReadString());
            Assert.Null(reader.ReadNullableString());
            Assert.Equal(["a", "b"], reader.ReadStrings());
            Assert.Equal(0, reader.Remaining);
        }
    }

    [Fact]
    public void TaggedFields_OfUnknownTag_AreSkipped()
    {
        var reader = new KafkaReader(Convert.FromHexString("02" + "0003AABBCC" + "0500" + "2A"), flexible: true);

        reader.SkipTaggedFields();

        Assert.Equal(42, reader.ReadInt8());
    }

    [Fact]
    public void CompactString_LongerThanInt16_IsAProtocolError()
    {
        var writer = new KafkaWriter(flexible: true);
        writer.WriteUnsignedVarint(short.MaxValue + 2);
        writer.WriteRaw(new byte[short.MaxValue + 1]);

        Assert.Throws<KafkaProtocolException>(() => new KafkaReader(writer.Written.ToArray(), flexible: true).ReadString());
    }

    [Fact]
    public void Read_BeyondTheEnd_IsAProtocolError() =>
        Assert.Throws<KafkaProtocolException>(static () => new KafkaReader(new byte[3]).ReadInt32());
}
