using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class StoreContract(Records records) : IDisposable
{
    private readonly IStore store = records.Store;

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_committed_is_read_back_with_its_version()
    {
        var listing = Given.Listing(title: "电磁兼容 EMC \U0001F9EA");

        Assert.True((await store.Commit(Given.Save(listing, 0))).Succeeded);
        Assert.True((await store.Commit(Given.Save(listing with { Status = ListingStatus.Withdrawn }, 1))).Succeeded);

        var read = await records.Listings.Find(listing.Id);
        Assert.Equal(2, read!.Version);
        Assert.Equal(ListingStatus.Withdrawn, read.Value.Status);
        Assert.Equal("电磁兼容 EMC \U0001F9EA", read.Value.Draft!.Answers["title"]!.Value.GetString());
    }

    [Fact]
    public async Task A_new_document_where_one_stands_is_stale()
    {
        var listing = Given.Listing();
        await store.Commit(Given.Save(listing, 0));

        var again = await store.Commit(Given.Save(listing, 0));

        Assert.Equal((RefusalKind.Stale, 1L), (again.Refusal!.Kind, again.Refusal.Current));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task A_write_read_at_another_version_is_stale_and_tells_the_current_one(long readAt)
    {
        var listing = Given.Listing();
        await store.Commit(Given.Save(listing, 0));
        await store.Commit(Given.Save(listing, 1));

        var late = await store.Commit(Given.Save(listing with { Status = ListingStatus.Withdrawn }, readAt));

        Assert.Equal((RefusalKind.Stale, 2L), (late.Refusal!.Kind, late.Refusal.Current));
        Assert.Equal(ListingStatus.Draft, (await records.Listings.Find(listing.Id))!.Value.Status);
        Assert.Equal(2, (await records.Listings.Versions(listing.Id)).Count);
    }

    [Fact]
    public async Task A_change_to_what_never_was_is_stale_with_version_0()
    {
        var refusal = (await store.Commit(Given.Save(Given.Listing(), 4))).Refusal!;
        Assert.Equal((RefusalKind.Stale, 0L), (refusal.Kind, refusal.Current));
    }

    [Fact]
    public async Task One_stale_document_keeps_the_whole_change_set_from_being_written()
    {
        var stale = Given.Listing();
        await store.Commit(Given.Save(stale, 0));
        var provider = Given.Provider();
        var certificate = Given.Certificate(provider.Id, "L1");

        var outcome = await store.Commit(new Changes(
            [
                StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0),
                StoredAs<Listing>.Write(stale.Id.Value, stale, 7),
                StoredAs<Provider>.Write(provider.Id.Value, provider, 0),
            ],
            [new ProviderSaved(provider.Id), new CertificateSaved(certificate.Id, provider.Id)],
            Given.Noon, new Command("key", "print", "answer")));

        Assert.False(outcome.Succeeded);
        Assert.Null(await records.Certificates.Find(certificate.Id));
        Assert.Null(await records.Providers.Find(provider.Id));
        Assert.Equal(1, await records.Log.Head());
        Assert.Null(await store.Command("key"));
    }

    [Fact]
    public async Task Two_writes_of_one_document_in_one_change_set_make_two_versions()
    {
        var listing = Given.Listing();
        await store.Commit(new Changes(
            [StoredAs<Listing>.Write(listing.Id.Value, listing, 0), StoredAs<Listing>.Write(listing.Id.Value, listing.Published(Given.Noon), 1)],
            [], Given.Noon));

        Assert.Equal(2, (await records.Listings.Find(listing.Id))!.Version);
        Assert.Equal(ListingStatus.Draft, (await records.Listings.Version(listing.Id, 1))!.Value.Status);
    }

    [Fact]
    public async Task Of_fifty_writers_who_read_the_same_version_one_wins()
    {
        var listing = Given.Listing();
        await store.Commit(Given.Save(listing, 0));
        for (var version = 1; version <= 5; version++)
        {
            var readAt = version;
            var outcomes = await Given.AtOnce(50, i => store.Commit(Given.Save(listing with { Draft = Given.Content($"{readAt}/{i}") }, readAt)));

            Assert.Single(outcomes, it => it.Succeeded);
            Assert.All(outcomes.Where(it => !it.Succeeded), it => Assert.Equal((RefusalKind.Stale, readAt + 1L), (it.Refusal!.Kind, it.Refusal.Current)));
            var winner = Array.FindIndex(outcomes, it => it.Succeeded);
            Assert.Equal($"{readAt}/{winner}", (await records.Listings.Find(listing.Id))!.Value.Draft!.Answers["title"]!.Value.GetString());
        }
        Assert.Equal(6, await records.Log.Head());
        Assert.Equal(6, (await records.Log.After(0, 1000)).Count);
    }

    [Fact]
    public async Task Writers_who_read_again_after_a_refusal_all_get_through_and_none_is_lost()
    {
        var listing = Given.Listing() with { Draft = Given.Content("") };
        await store.Commit(Given.Save(listing, 0));

        await Given.AtOnce(20, async i =>
        {
            while (true)
            {
                var read = (await records.Listings.Find(listing.Id))!;
                var longer = read.Value.Draft!.Answers["title"]!.Value.GetString() + (char)('a' + i);
                if ((await store.Commit(Given.Save(read.Value with { Draft = Given.Content(longer) }, read.Version))).Succeeded) return true;
            }
        });

        var title = (await records.Listings.Find(listing.Id))!.Value.Draft!.Answers["title"]!.Value.GetString()!;
        Assert.Equal("abcdefghijklmnopqrst", string.Concat(title.Order()));
    }

    [Fact]
    public async Task A_command_sent_fifty_times_at_once_has_one_effect_and_one_answer()
    {
        var outcomes = await Given.AtOnce(50, i =>
            store.Commit(Given.Save(Given.Listing(), 0, command: new Command("alice/1", "print", $"answer {i}"))));

        Assert.All(outcomes, it => Assert.True(it.Succeeded));
        var first = Array.FindIndex(outcomes, it => it.Value.Repeated is null);
        Assert.All(outcomes.Where((_, i) => i != first), it => Assert.Equal($"answer {first}", it.Value.Repeated));
        Assert.Equal(1, await records.Log.Head());
        Assert.Equal($"answer {first}", (await store.Command("alice/1"))!.Answer);
    }

    [Fact]
    public async Task A_repeated_command_is_answered_even_where_its_document_has_moved_on()
    {
        var listing = Given.Listing();
        var command = new Command("alice/2", "print", "first answer");
        await store.Commit(Given.Save(listing, 0, command: command));
        await store.Commit(Given.Save(listing, 1));

        Assert.Equal("first answer", (await store.Commit(Given.Save(listing, 0, command: command with { Answer = "second" }))).Value.Repeated);
    }

    [Fact]
    public async Task A_known_key_for_another_request_is_refused()
    {
        await store.Commit(Given.Save(Given.Listing(), 0, command: new Command("alice/3", "one", "a")));
        var other = Given.Listing();

        var refusal = (await store.Commit(Given.Save(other, 0, command: new Command("alice/3", "two", "b")))).Refusal!;

        Assert.Equal((RefusalKind.Unprocessable, "idempotency_mismatch"), (refusal.Kind, refusal.First.Code));
        Assert.Null(await records.Listings.Find(other.Id));
    }

    [Fact]
    public async Task A_refused_change_set_does_not_use_up_its_key()
    {
        var listing = Given.Listing();
        await store.Commit(Given.Save(listing, 0));
        var command = new Command("alice/4", "print", "answer");
        Assert.False((await store.Commit(Given.Save(listing, 9, command: command))).Succeeded);

        Assert.Null((await store.Commit(Given.Save(listing, 1, command: command))).Value.Repeated);
    }

    [Fact]
    public async Task A_collection_that_does_not_exist_is_a_bug_and_not_a_table() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            store.Commit(new Changes([new Write("listings; DROP TABLE log", "x", new { }, 0)], [], Given.Noon)));
}
