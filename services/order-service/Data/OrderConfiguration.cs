using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.Contracts;
using MsaSample.OrderService.Orders;

namespace MsaSample.OrderService.Data;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(o => o.OrderId);
        builder.Property(o => o.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        builder.Property(o => o.UserId).HasColumnName("user_id");
        builder.Property(o => o.ProductId).HasColumnName("product_id").HasMaxLength(Limits.ProductIdLength);
        builder.Property(o => o.Qty).HasColumnName("qty");
        builder.Property(o => o.UnitPrice).HasColumnName("unit_price");
        builder.Property(o => o.TotalPrice).HasColumnName("total_price");
        builder.Property(o => o.Status).HasColumnName("status").HasConversion<string>().HasMaxLength(10);
        builder.Property(o => o.Reason).HasColumnName("reason").HasMaxLength(200);
        builder.Property(o => o.IdempotencyKey).HasColumnName("idempotency_key").HasMaxLength(255);
        builder.Property(o => o.PlacedAt).HasColumnName("placed_at");
        builder.Property(o => o.Version).HasColumnName("version");

        // Order ids are UUIDv7, so they sort by time.
        builder.HasIndex(o => new { o.UserId, o.OrderId });
        builder.HasIndex(o => new { o.UserId, o.IdempotencyKey }).IsUnique();
    }
}
