using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MsaSample.Contracts;
using MsaSample.Events;
using MsaSample.Testing;

namespace MsaSample.Services.Tests.Contracts;

/// <summary>The JSON of every event is that of its golden file, and events of older and newer writers can be read.</summary>
public sealed class GoldenFileTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Executables.Artifacts)!, "services", "contracts");

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<Type> Events =>
        [.. typeof(Topics).Assembly.GetExportedTypes().Where(t => t is { IsInterface: false } && t.IsAssignableTo(typeof(IEvent)))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_ReadAndWrittenAgain_IsItsGoldenFile(Type type)
    {
        var golden = ReadGolden(type);

        var e = JsonSerializer.Deserialize(golden, type, EventJson.Options);

        Assert.Equal(Flat(golden), JsonSerializer.Serialize(e, type, EventJson.Options));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_WithAnUnknownField_IsReadWithoutIt(Type type)
    {
        var json = JsonNode.Parse(ReadGolden(type))!.AsObject();
        json["addedLater"] = new JsonObject { ["a"] = 1 };

        Assert.Equal(JsonSerializer.Deserialize(ReadGolden(type), type, EventJson.Options), json.Deserialize(type, EventJson.Options));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_WithAFieldMissingOrNullOrTwice_IsNoEvent(Type type)
    {
        foreach (var (name, value) in JsonNode.Parse(ReadGolden(type))!.AsObject().ToList())
        {
            var missing = JsonNode.Parse(ReadGolden(type))!.AsObject();
            missing.Remove(name);
            var isNull = JsonNode.Parse(ReadGolden(type))!.AsObject();
            isNull[name] = null;
            var twice = ReadGolden(type).TrimEnd()[..^1] + $", \"{name}\": {value!.ToJsonString()} }}";

            Assert.ThrowsAny<JsonException>(() => missing.Deserialize(type, EventJson.Options));
            Assert.ThrowsAny<JsonException>(() => isNull.Deserialize(type, EventJson.Options));
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(twice, type, EventJson.Options));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_FieldOutOfItsRange_HasADefectThatNamesIt(Type type)
    {
        Assert.Null(((IEvent)JsonSerializer.Deserialize(ReadGolden(type), type, EventJson.Options)!).FindDefect());
        foreach (var (name, _) in JsonNode.Parse(ReadGolden(type))!.AsObject().Where(field => field.Key != "version").ToList())
        {
            foreach (var value in OutOfRange(name))
            {
                var json = JsonNode.Parse(ReadGolden(type))!.AsObject();
                json[name] = value;

                var defect = ((IEvent)json.Deserialize(type, EventJson.Options)!).FindDefect();

                Assert.True(defect?.StartsWith(name + " ", StringComparison.Ordinal) == true, $"{name} {value}: {defect}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_KeyAndVersion_AreThoseOfItsAggregate(Type type)
    {
        var e = (IEvent)JsonSerializer.Deserialize(ReadGolden(type), type, EventJson.Options)!;
        var json = JsonNode.Parse(ReadGolden(type))!;
        var keyField = Static<EventTopic>(type, nameof(IEvent.Topic)).Name switch
        {
            "user-events" => "userId",
            "catalog-events" => "productId",
            _ => "orderId",
        };

        Assert.Equal((string?)json[keyField], e.Key);
        Assert.Equal((long)json["version"]!, e.Version);
    }

    [Fact]
    public void AsyncApi_EveryEvent_IsDescribed()
    {
        var document = File.ReadAllText(Path.Combine(Folder, "asyncapi.yaml"));

        Assert.All(Events, row => Assert.Contains($"name: {Static<string>(row.Data, nameof(IEvent.Type))}\n", document));
        Assert.All(Events, row => Assert.Contains($"address: {Static<EventTopic>(row.Data, nameof(IEvent.Topic)).Name}\n", document));
    }

    private static JsonNode[] OutOfRange(string field) => field switch
    {
        "orderId" or "userId" => [Guid.Empty.ToString()],
        "qty" => [0, -5, int.MinValue, int.MaxValue],
        "unitPrice" => [-1, long.MinValue, long.MaxValue],
        "totalPrice" => [-1, long.MinValue],
        "stock" => [-1, int.MaxValue],
        "status" => ["", "OTHER", "pending"],
        "placedAt" or "at" => ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"],
        _ => ["", " ", new string('x', 300), "a\0b", "a\nb"],
    };

    private static string ReadGolden(Type type) =>
        File.ReadAllText(Path.Combine(Folder, "golden", Static<string>(type, nameof(IEvent.Type)) + ".json"));

    private static string Flat(string json) => JsonNode.Parse(json)!.ToJsonString(Compact);

    private static T Static<T>(Type type, string property) =>
        (T)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
