using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.Contracts;
using MsaSample.OrderService.Products;

namespace MsaSample.OrderService.Data;

internal sealed class ProductCopyConfiguration : IEntityTypeConfiguration<ProductCopy>
{
    public void Configure(EntityTypeBuilder<ProductCopy> builder)
    {
        builder.ToTable("products");
        builder.HasKey(p => p.ProductId);
        builder.Property(p => p.ProductId).HasColumnName("product_id").HasMaxLength(Limits.ProductIdLength);
        builder.Property(p => p.UnitPrice).HasColumnName("unit_price");
        builder.Property(p => p.Version).HasColumnName("version");
    }
}
