using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.Contracts;
using MsaSample.UserService.Orders;

namespace MsaSample.UserService.Data;

internal sealed class OrderCopyConfiguration : IEntityTypeConfiguration<OrderCopy>
{
    public void Configure(EntityTypeBuilder<OrderCopy> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(o => o.OrderId);
        builder.Property(o => o.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        builder.Property(o => o.UserId).HasColumnName("user_id");
        builder.Property(o => o.ProductId).HasColumnName("product_id").HasMaxLength(Limits.ProductIdLength);
        builder.Property(o => o.Qty).HasColumnName("qty");
        builder.Property(o => o.UnitPrice).HasColumnName("unit_price");
        builder.Property(o => o.TotalPrice).HasColumnName("total_price");
        builder.Property(o => o.Status).HasColumnName("status").HasMaxLength(20);
        builder.Property(o => o.Reason).HasColumnName("reason").HasMaxLength(200);
        builder.Property(o => o.PlacedAt).HasColumnName("placed_at");
        builder.Property(o => o.Version).HasColumnName("version");

        // Order ids are UUIDv7, so they sort by time.
        builder.HasIndex(o => new { o.UserId, o.OrderId });
    }
}
