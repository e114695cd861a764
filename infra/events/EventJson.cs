using System.Text.Json;
using System.Text.Json.Serialization;

namespace MsaSample.Events;

/// <summary>
/// The JSON form that all events share: camelCase, enums as strings, unknown fields ignored. A field must be there, once and not null,
/// unless its parameter has a default value or is nullable; the reader refuses the event otherwise, and so does the writer.
/// </summary>
public static class EventJson
{
    /// <summary>The options that every event is written and read with.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
        };
        options.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
