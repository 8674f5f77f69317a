using Marketplace.Adapters.Memory;
using Marketplace.Record.Hear;
using Marketplace.Record.Sign;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Record;

/// <summary>Inclusion proofs out of the record, signed roots, and the keys that sign them.</summary>
public sealed class RecordTreeTests
{
    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider time = new(Acting.Since);
    private readonly EphemeralDataProtectionProvider protection = new();

    private MarketClock Clock => new(time, TimeZoneInfo.Utc);

    private MemoryRecord Kept => new(store);

    private SignRecord Signer => new(store, Kept, protection, Clock);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(255, true)]
    [InlineData(256, true)]
    [InlineData(257, true)]
    [InlineData(700, true)]
    [InlineData(700, false)]
    public async Task Every_entry_is_proved_to_be_in_the_tree_of_any_size_with_and_without_the_kept_nodes(int size, bool hasNodes)
    {
        var leaves = await Fill(size, hasNodes);
        Assert.Equal(hasNodes ? size / 256 : 0, (await Kept.Nodes(8, 0, 10)).Count);

        foreach (var among in new[] { size, Math.Max(1, size / 2), Math.Max(1, size - 1) })
            foreach (var index in new[] { 0, among / 3, among - 1 })
            {
                var path = await new RecordTree(Kept).Inclusion(index, among);
                Assert.Equal(MerkleTree.Inclusion(leaves.AsSpan(0, among), index), path);
                Assert.True(MerkleTree.IsIncluded((ulong)index, (ulong)among, leaves[index], path, MerkleTree.Root(leaves.AsSpan(0, among))));
            }
    }

    [Fact]
    public async Task A_root_is_signed_when_it_is_wanted_and_given_again_while_it_covers_what_is_asked()
    {
        Assert.Null(await Signer.Covering(1));
        await Fill(3);
        var first = (await Signer.Covering(2))!;
        Assert.Equal(3, first.Size);
        Assert.Equal(first, await Signer.Covering(3));
        Assert.Null(await Signer.Covering(4));

        var key = Assert.Single(await Kept.Keys());
        Assert.Equal((key.Id, RecordKey.IdOf(Convert.FromHexString(key.Public))), (first.Key, key.Id));
        Assert.True(RecordKey.Verifies(key.Public, first.Statement(), first.Signature));
        Assert.False(RecordKey.Verifies(key.Public, (first with { Size = 4 }).Statement(), first.Signature));
        Assert.False(RecordKey.Verifies(key.Public, first.Statement(), first.Signature.ToUpperInvariant()));
        Assert.DoesNotContain(key.Public, key.Protected);
    }

    [Fact]
    public async Task A_new_key_every_year_is_endorsed_by_the_old_one_whose_roots_still_verify()
    {
        await Fill(1);
        var old = (await Signer.Covering(1))!;
        time.Advance(SignRecord.KeyUsedFor - TimeSpan.FromMilliseconds(1));
        await Fill(1);
        Assert.Equal(old.Key, (await Signer.Covering(2))!.Key);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Fill(1);
        var young = (await Signer.Covering(3))!;

        var keys = await Kept.Keys();
        Assert.Equal([old.Key, young.Key], keys.Select(it => it.Id));
        Assert.True(RecordKey.Verifies(keys[0].Public, System.Text.Encoding.UTF8.GetBytes(young.Key), keys[1].Endorsement!));
        Assert.True(RecordKey.Verifies(keys[0].Public, old.Statement(), old.Signature));
        Assert.False(RecordKey.Verifies(keys[0].Public, young.Statement(), young.Signature));
    }

    [Fact]
    public async Task Sites_that_sign_at_once_make_one_key_and_one_root()
    {
        await Fill(1);
        var roots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Signer.Covering(1))));

        Assert.Single(roots.Distinct());
        Assert.Single(await Kept.Keys());
    }

    [Fact]
    public async Task The_clock_signs_once_on_every_day_with_something_new()
    {
        var clock = new RecordClock(Kept, Signer, Clock);
        Assert.Empty(await clock.Due(Clock.Now, 10, default));
        await Fill(1);
        await Ring(clock);
        await Fill(1);
        Assert.Empty(await clock.Due(Clock.Now, 10, default));
        time.Advance(TimeSpan.FromDays(1));
        await Ring(clock);
        Assert.Equal(2, (await Kept.LastRoot())!.Size);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await clock.Due(Clock.Now, 10, default));

        async Task Ring(RecordClock it)
        {
            await it.Ring(Assert.Single(await it.Due(Clock.Now, 10, default)), default);
            Assert.Empty(await it.Due(Clock.Now, 10, default));
        }
    }

    /// <summary>As many entries more, of events that nobody chains.</summary>
    private async Task<byte[][]> Fill(int more, bool keepNodes = true)
    {
        var head = (await Kept.Head())?.Value.Position ?? 0;
        await store.Commit(new Changes([], [.. Enumerable.Range(0, more).Select(_ => new Listings.ListingWithdrawn(ListingId.New(Clock.Now), ProviderId.New(Clock.Now)))], Clock.Now));
        var heard = await store.After(head, more + 10);
        if (keepNodes) await new WriteRecord(store, Kept, Clock).Hear(heard, default);
        else await Write(heard);
        return [.. (await Kept.After(-1, 10_000)).Select(it => Convert.FromHexString(it.Leaf))];
    }

    /// <summary>As it was done before nodes were kept.</summary>
    private async Task Write(IReadOnlyList<LoggedEvent> heard)
    {
        var (head, writes) = (RecordHead.Empty, new List<Write>());
        foreach (var logged in heard)
        {
            var entry = RecordEntry.Of(logged, head.Size, Clock.Today, head.Chain);
            writes.Add(StoredAs<RecordEntry>.Write(RecordEntry.Id(entry.Index), entry, 0));
            head = head.With(entry);
        }
        Assert.True((await store.Commit(new Changes([.. writes, StoredAs<RecordHead>.Write(RecordHead.Id, head, 0)], [], Clock.Now))).Succeeded);
    }
}
