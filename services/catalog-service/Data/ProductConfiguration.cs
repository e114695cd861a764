using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.CatalogService.Products;

namespace MsaSample.CatalogService.Data;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products", t => t.HasCheckConstraint("stock_not_negative", "stock >= 0"));
        builder.HasKey(p => p.ProductId);
        builder.Property(p => p.ProductId).HasColumnName("product_id").HasMaxLength(Product.MaxIdLength);
        builder.Property(p => p.ProductName).HasColumnName("product_name").HasMaxLength(Product.MaxNameLength);
        builder.Property(p => p.UnitPrice).HasColumnName("unit_price");
        builder.Property(p => p.Stock).HasColumnName("stock");
        builder.Property(p => p.CreatedAt).HasColumnName("created_at");
        builder.Property(p => p.ChangedAt).HasColumnName("changed_at");
        builder.Property(p => p.Version).HasColumnName("version");
    }
}
