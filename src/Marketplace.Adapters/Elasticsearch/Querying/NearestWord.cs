using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>Finds the indexed word a misspelled one may be meant for: the suggester names candidates, and the same rule as everywhere chooses.</summary>
internal static class NearestWord
{
    private const int Candidates = 50;

    public static async ValueTask<string?> Find(ElasticsearchClient client, string index, string word, TimeSpan within, CancellationToken cancel)
    {
        var asked = SearchText.Word(word);
        var edits = Closeness.Allowed(asked);
        if (edits == 0) return null;
        var body = new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = true,
            ["query"] = Clauses.Term("word", asked),
            ["suggest"] = new JsonObject
            {
                ["near"] = new JsonObject
                {
                    ["text"] = asked,
                    ["term"] = new JsonObject
                    {
                        ["field"] = "word", ["size"] = Candidates, ["max_edits"] = edits, ["prefix_length"] = 0, ["min_word_length"] = 1,
                        ["suggest_mode"] = "always", ["sort"] = "score", ["accuracy"] = 0.1, ["max_inspections"] = 100,
                    },
                },
            },
        };
        using var answer = await client.Send(HttpMethod.Post, $"{index}/_search", Body.Of(body), within, cancel);
        var frequency = answer!.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt32();
        var candidates = answer.RootElement.GetProperty("suggest").GetProperty("near").EnumerateArray()
            .SelectMany(entry => entry.GetProperty("options").EnumerateArray())
            .Select(option => (option.GetProperty("text").GetString()!, option.GetProperty("freq").GetInt32()));
        return Closeness.Best(asked, frequency, candidates);
    }
}
