using System.Text.Json;
using System.Xml.Linq;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Listings;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Moving;

/// <summary>A market with something of everything, and what must be the same of it in another place.</summary>
internal sealed record MovedMarket(IReadOnlyList<ListingId> Listings, Command Command)
{
    public static async Task<MovedMarket> Fill(ArchivePlace place)
    {
        var store = place.Records.Store;
        var listings = new List<ListingId>();
        var provider = Given.Provider("91DEMO & <Söhne> \U0001F9EA");
        await Done(store.Commit(Given.Save(provider)));
        for (var i = 0; i < 12; i++)
        {
            var listing = Given.Listing(provider.Id, $"试验 {i} <b>&amp;</b> \U0001F9EA \"\\\u2028");
            listing = listing with { Draft = listing.Draft! with { Answers = Strange(listing.Draft.Answers, i) } };
            listings.Add(listing.Id);
            for (var version = 0; version <= 10 * (i % 2); version++)
                await Done(store.Commit(Given.Save(version == 3 ? listing.Published(Given.Noon.AddMinutes(version)) : listing, version, Given.Noon.AddMilliseconds(1 + version))));
        }
        var command = new Command("prv:key/1", "print", "{\"answer\":1}");
        await Done(store.Commit(new Changes([], [], Given.Noon, command)));
        await Done(store.Commit(Given.Save(Given.Listing(provider.Id), 0, command: new Command("a", "b", "with an event"))));

        var log = place.Records.Log;
        var lease = log.Lease("mail");
        Assert.True(await log.Advance("mail", 5, (await lease.Hold(default))!.Value));
        await lease.Release();
        await place.Jobs.Report((await place.Jobs.Ask("reindex")).Id, JobStatus.Done, "all of it");
        await place.Jobs.Ask("reconcile");
        place.Ring.StoreElement(XElement.Parse("<key id=\"0b5ac1b2-0000-0000-0000-000000000001\" version=\"1\"><creationDate>2026-11-24T12:00:00Z</creationDate></key>"), "key-0b5ac1b2-0000-0000-0000-000000000001");
        place.Ring.StoreElement(XElement.Parse("<revocation version=\"1\"><revocationDate>2026-11-24T12:00:00Z</revocationDate><key id=\"*\" /></revocation>"), "revocation-all");
        return new MovedMarket(listings, command);
    }

    /// <summary>Numbers and instants in spellings that an engine may be tempted to mend.</summary>
    private static Answers Strange(Answers answers, int number) => answers
        .With("n1", JsonDocument.Parse("1e3").RootElement).With("n2", JsonDocument.Parse("1.50").RootElement)
        .With("n3", JsonDocument.Parse("12345678901234567890").RootElement).With("n4", JsonSerializer.SerializeToElement(number))
        .With("t", JsonSerializer.SerializeToElement("2026-11-24T12:00:00+00:00")).With("z", JsonSerializer.SerializeToElement("2026-11-24T12:00:00Z"));

    public async Task IsTheSame(ArchivePlace source, ArchivePlace target)
    {
        foreach (var id in Listings)
        {
            var versions = await source.Records.Listings.Versions(id);
            Assert.Equal(versions, await target.Records.Listings.Versions(id));
            foreach (var version in versions)
                Assert.Equal(Text(await source.Records.Listings.Version(id, version.Version)), Text(await target.Records.Listings.Version(id, version.Version)));
        }
        Assert.Equal(await source.Records.Log.After(0, 1000), await target.Records.Log.After(0, 1000));
        Assert.Equal(await source.Records.Log.Head(), await target.Records.Log.Head());
        Assert.Equal(5, await target.Records.Log.Cursor("mail"));
        Assert.NotNull(await Hold(target.Records.Log.Lease("mail")));
        Assert.Equal(Command, await target.Records.Store.Command(Command.Key));
        Assert.Equal("with an event", (await target.Records.Store.Command("a"))!.Answer);
        Assert.Equal("reconcile", (await target.Jobs.Unfinished())!.Job);
        Assert.Equal(
            source.Ring.GetAllElements().Select(it => it.ToString(SaveOptions.DisableFormatting)).Order(),
            target.Ring.GetAllElements().Select(it => it.ToString(SaveOptions.DisableFormatting)).Order());

        // A repeated command has no second effect, and the next event comes after the last.
        var repeated = await target.Records.Store.Commit(new Changes([], [], Given.Noon, Command));
        Assert.Equal(Command.Answer, repeated.Value.Repeated);
    }

    private static async Task<long?> Hold(ILease lease)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await lease.Hold(default) is { } fence) return fence;
            await Task.Delay(100);
        }
        return null;
    }

    /// <summary>Numbers are compared by what they are: 1e3 is 1E+3.</summary>
    private static string Text(Document<Listing>? document)
    {
        var json = JsonSerializer.Serialize(document!.Value, MarketJson.Options);
        return document.Version + json.Replace("1e3", "1E+3", StringComparison.Ordinal);
    }

    private static async Task Done(Task<Outcome<Committed>> commit) => Assert.True((await commit).Succeeded);
}
