using System.ComponentModel.DataAnnotations;

namespace MsaSample.ServiceDefaults;

/// <summary>Allows only text without control characters, which could forge lines in logs and control a terminal.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PlainTextAttribute() : ValidationAttribute("The field {0} must not contain control characters.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string text || !text.Any(char.IsControl);
}
