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
    public void Event_WithAMissingField_IsReadWithTheRest(Type type)
    {
        foreach (var (name, _) in JsonNode.Parse(ReadGolden(type))!.AsObject().ToList())
        {
            var json = JsonNode.Parse(ReadGolden(type))!.AsObject();
            json.Remove(name);

            var again = JsonSerializer.SerializeToNode(json.Deserialize(type, EventJson.Options), type, EventJson.Options)!.AsObject();

            Assert.All(json, field => Assert.True(JsonNode.DeepEquals(field.Value, again[field.Key]), $"{name} missing: {field.Key}"));
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

    private static string ReadGolden(Type type) =>
        File.ReadAllText(Path.Combine(Folder, "golden", Static<string>(type, nameof(IEvent.Type)) + ".json"));

    private static string Flat(string json) => JsonNode.Parse(json)!.ToJsonString(Compact);

    private static T Static<T>(Type type, string property) =>
        (T)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
