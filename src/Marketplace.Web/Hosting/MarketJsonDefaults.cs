using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Hosting;

/// <summary>Gives the framework's own serializer (and with it the OpenAPI document) the marketplace's conventions.</summary>
internal static class MarketJsonDefaults
{
    public static void Apply(JsonSerializerOptions options)
    {
        var market = MarketJson.Strict;
        options.PropertyNamingPolicy = market.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = market.PropertyNameCaseInsensitive;
        options.NumberHandling = market.NumberHandling;
        options.AllowDuplicateProperties = market.AllowDuplicateProperties;
        options.MaxDepth = market.MaxDepth;
        options.Encoder = market.Encoder;
        options.UnmappedMemberHandling = market.UnmappedMemberHandling;
        options.RespectNullableAnnotations = market.RespectNullableAnnotations;
        foreach (var converter in market.Converters) options.Converters.Add(converter);
        options.TypeInfoResolverChain.Insert(0, market.TypeInfoResolver!);
    }
}
