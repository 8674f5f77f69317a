using System.Diagnostics;
using System.Text.Json;
using Marketplace.Adapters.Sqlite;
using Marketplace.Listings;
using Marketplace.Rigs.KillRunner;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Web.Tests.Kill;

/// <summary>What must hold when a killed site is up again; records are read beside it, straight from its database.</summary>
internal sealed class Aftermath(SiteClient client, string dataPath)
{
    private static readonly TimeSpan catchUp = TimeSpan.FromSeconds(20);

    public async Task Everything_acknowledged_is_there(IReadOnlyCollection<Acknowledged> acknowledged)
    {
        using var database = SqliteDatabase.Visit(dataPath);
        var listings = new SqliteListings(database);
        foreach (var last in acknowledged)
        {
            var id = ListingId.Parse(last.Id, null);
            var found = await listings.Find(id);
            Assert.NotNull(found);
            // The write that was in flight may have followed what was acknowledged.
            Assert.InRange(found.Version, last.Version, last.Version + 1);
            Assert.Equal(Enumerable.Range(1, (int)found.Version).Select(i => (long)i), (await listings.Versions(id)).Select(it => it.Version));
            if (last.PublishedTitle is { } title && found.Version == last.Version) Assert.Equal(title, Title(found.Value.Published));
        }
    }

    public async Task The_index_equals_the_store()
    {
        var stored = await Stored();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var found = await Found();
            if (found.Count == stored.Count && found.All(pair => stored.GetValueOrDefault(pair.Key) == pair.Value)) return;
            if (waited.Elapsed > catchUp)
            {
                Assert.Equal(stored.OrderBy(it => it.Key), found.OrderBy(it => it.Key));
            }
            await Task.Delay(100);
        }
    }

    public async Task What_was_unanswered_takes_effect_once(IReadOnlyCollection<Unanswered> unanswered)
    {
        foreach (var write in unanswered)
        {
            var first = await write.Send(client, write.Key);
            Assert.Equal(first, await write.Send(client, write.Key));
        }
    }

    /// <summary>Title by id of all that is published, as the records have it.</summary>
    private async Task<Dictionary<string, string?>> Stored()
    {
        using var database = SqliteDatabase.Visit(dataPath);
        var listings = new SqliteListings(database);
        var all = new Dictionary<string, string?>();
        for (ListingId? after = null; ;)
        {
            var page = await listings.PublishedPage(after, 500);
            if (page.Count == 0) return all;
            foreach (var it in page) all.Add(it.Value.Id.Value, Title(it.Value.Published));
            after = page[^1].Value.Id;
        }
    }

    /// <summary>Title by id of all that search finds, page by page.</summary>
    private async Task<Dictionary<string, string?>> Found()
    {
        var all = new Dictionary<string, string?>();
        for (string? cursor = null; ;)
        {
            var page = await client.Get($"/api/v1/search?size=100&sort=newest{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var hit in page.GetProperty("items").EnumerateArray())
                all[hit.GetProperty("id").GetString()!] = hit.GetProperty("title").GetProperty("en").GetString();
            if (page.GetProperty("next") is not { ValueKind: JsonValueKind.String } next) return all;
            cursor = next.GetString();
        }
    }

    private static string? Title(ListingContent? content) => content?.Answers["title"]?.GetProperty("en").GetString();
}
