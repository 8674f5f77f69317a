using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Tests.Architecture;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Marketplace.Tests.Infra;

/// <summary><c>infra/compose.yaml</c> as JSON, since containers cannot be started where the tests run.</summary>
internal static class ComposeFile
{
    public static string Folder { get; } = Path.Combine(Source.Root, "infra");

    public static JsonObject Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        yaml.Load(text);
        return (JsonObject)Json(yaml.Documents.Single().RootNode)!;
    }

    public static JsonObject Environment(this JsonObject compose, string service) => (JsonObject)compose["services"]![service]!["environment"]!;

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value!),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new NotSupportedException($"{node.NodeType} at {node.Start}"),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => text,
    };
}
