using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MsaSample.Data;

/// <summary>Times are stored in UTC without an offset, a form that both databases can sort.</summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime, stored => new DateTimeOffset(stored, TimeSpan.Zero));
