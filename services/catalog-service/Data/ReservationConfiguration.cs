using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.CatalogService.Products;
using MsaSample.CatalogService.Reservations;
using MsaSample.Contracts;

namespace MsaSample.CatalogService.Data;

internal sealed class ReservationConfiguration : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations");
        builder.HasKey(r => r.OrderId);
        builder.Property(r => r.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        builder.Property(r => r.ProductId).HasColumnName("product_id").HasMaxLength(Product.MaxIdLength);
        builder.Property(r => r.Qty).HasColumnName("qty");
        builder.Property(r => r.State).HasColumnName("state").HasConversion<string>().HasMaxLength(10);
        builder.Property(r => r.Reason).HasColumnName("reason").HasMaxLength(Limits.ReasonLength);
        builder.Property(r => r.ChangedAt).HasColumnName("changed_at");
        builder.Property(r => r.Version).HasColumnName("version");
    }
}
