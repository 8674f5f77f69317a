using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Marketplace.Vocabulary;

/// <summary>The one way JSON is written and read here: camelCase, enums by name, duplicate properties refused, depth at most 64.</summary>
public static class MarketJson
{
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For request bodies: an unknown member is an error too.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = 64,
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = unmapped,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
