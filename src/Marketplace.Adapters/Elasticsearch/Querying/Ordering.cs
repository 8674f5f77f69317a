using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>
/// The order of hits. By price, the chosen currency comes first; Elasticsearch cannot be told that of a field without a script, so it is
/// told by the score, which is one for hits in that currency and nothing for others.
/// </summary>
internal sealed class Ordering(IndexQuery query)
{
    private readonly SearchSort sort = query.Sort == SearchSort.Relevance && query.Text is null ? SearchSort.Newest : query.Sort;

    /// <summary>The score is that of the text.</summary>
    public bool ScoresText => sort == SearchSort.Relevance;

    public string? Preferred => sort == SearchSort.Price ? query.Currency ?? HitOrder.DefaultCurrency : null;

    public JsonArray Sort() => sort switch
    {
        SearchSort.Relevance => [By("_score", "desc"), By("id", "asc")],
        SearchSort.Price => [By("_score", "desc"), By("order.currency", "asc"), By("order.price", "asc"), By("id", "asc")],
        SearchSort.Days => [By("order.days", "asc"), By("id", "asc")],
        _ => [By("order.published", "desc"), By("id", "asc")],
    };

    public JsonArray After(SortKeys keys) => sort switch
    {
        SearchSort.Relevance => [-keys.Key, keys.Id],
        SearchSort.Price => [keys.Group == 0 ? 1 : 0, keys.Group == 0 ? HitOrder.ByPrice(0, Preferred, "").Group : keys.Group, (long)keys.Key, keys.Id],
        SearchSort.Days => [keys.Group == 0 ? (long)keys.Key : ListingJson.NoDays, keys.Id],
        _ => [-(long)keys.Key, keys.Id],
    };

    public SortKeys Read(JsonElement values)
    {
        var id = values[values.GetArrayLength() - 1].GetString()!;
        return sort switch
        {
            SearchSort.Relevance => new SortKeys(0, -(double)values[0].GetSingle(), id),
            SearchSort.Price => new SortKeys(values[0].GetDouble() > 0 ? 0 : values[1].GetInt32(), values[2].GetInt64(), id),
            SearchSort.Days => values[0].GetInt64() is var days && days == ListingJson.NoDays ? new SortKeys(int.MaxValue, 0, id) : new SortKeys(0, days, id),
            _ => new SortKeys(0, -(double)values[0].GetInt64(), id),
        };
    }

    private static JsonObject By(string field, string direction) => new() { [field] = direction };
}
