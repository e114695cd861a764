using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MsaSample.Data;

/// <summary>Stores times in UTC without an offset, which both databases can sort.</summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime, stored => new DateTimeOffset(stored, TimeSpan.Zero));
