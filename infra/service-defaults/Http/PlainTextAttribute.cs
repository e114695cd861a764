using System.ComponentModel.DataAnnotations;

namespace MsaSample.ServiceDefaults;

/// <summary>Text without control characters: they have no place in a name, and make trouble in logs and terminals.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PlainTextAttribute() : ValidationAttribute("The field {0} must not contain control characters.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string text || !text.Any(char.IsControl);
}
