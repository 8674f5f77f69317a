using System.Diagnostics;
using System.Text.Json;
using Marketplace.Listings;
using Marketplace.Rigs.KillRunner;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Web.Tests.Kill;

/// <summary>What must hold when a killed site is up again; records are read beside it, straight from where they are kept.</summary>
internal sealed class Aftermath(SiteClient client, IListings listings)
{
    private static readonly TimeSpan catchUp = TimeSpan.FromSeconds(20);

    public async Task Everything_acknowledged_is_there(IReadOnlyCollection<Acknowledged> acknowledged)
    {
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
            var first = await Patiently(() => write.Send(client, write.Key));
            Assert.Equal(first, await write.Send(client, write.Key));
        }
    }

    public static bool IsNotNow(Exception answer) => answer.Message.Contains(": 503 ", StringComparison.Ordinal);

    /// <summary>A transaction that was cut off holds its documents until the server gives it up, which takes MongoDB a minute.</summary>
    private static async Task<Written> Patiently(Func<Task<Written>> send)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try { return await send(); }
            catch (SiteRefusedException notNow) when (IsNotNow(notNow) && waited.Elapsed < TimeSpan.FromSeconds(90)) { await Task.Delay(500); }
        }
    }

    /// <summary>Version and title by id of all that is published, as the records have them.</summary>
    private async Task<Dictionary<string, (long Version, string? Title)>> Stored()
    {
        var all = new Dictionary<string, (long, string?)>();
        for (ListingId? after = null; ;)
        {
            var page = await listings.PublishedPage(after, 500);
            if (page.Count == 0) return all;
            foreach (var it in page) all.Add(it.Value.Id.Value, (it.Version, Title(it.Value.Published)));
            after = page[^1].Value.Id;
        }
    }

    /// <summary>Version and title by id of all that search finds, page by page.</summary>
    private async Task<Dictionary<string, (long Version, string? Title)>> Found()
    {
        var all = new Dictionary<string, (long, string?)>();
        for (string? cursor = null; ;)
        {
            var page = await client.Get($"/api/v1/search?size=100&sort=newest{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var hit in page.GetProperty("items").EnumerateArray())
                all[hit.GetProperty("id").GetString()!] = (hit.GetProperty("version").GetInt64(), hit.GetProperty("title").GetProperty("en").GetString());
            if (page.GetProperty("next") is not { ValueKind: JsonValueKind.String } next) return all;
            cursor = next.GetString();
        }
    }

    private static string? Title(ListingContent? content) => content?.Answers["title"]?.GetProperty("en").GetString();
}
