using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsaSample.Contracts;
using MsaSample.UserService.Users;

namespace MsaSample.UserService.Data;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(u => u.UserId);
        builder.Property(u => u.UserId).HasColumnName("user_id").ValueGeneratedNever();
        builder.Property(u => u.Email).HasColumnName("email").HasMaxLength(Limits.EmailLength);
        builder.Property(u => u.NormalizedEmail).HasColumnName("normalized_email").HasMaxLength(Limits.EmailLength);
        builder.Property(u => u.Name).HasColumnName("name").HasMaxLength(Limits.NameLength);
        builder.Property(u => u.Role).HasColumnName("role").HasMaxLength(Limits.RoleLength);
        builder.Property(u => u.PasswordHash).HasColumnName("password_hash").HasMaxLength(200);
        builder.Property(u => u.Active).HasColumnName("active");
        builder.Property(u => u.ChangedAt).HasColumnName("changed_at");
        builder.Property(u => u.Version).HasColumnName("version");
        builder.HasIndex(u => u.NormalizedEmail).IsUnique();
    }
}
