using Marketplace.Identity;
using Marketplace.Record;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class RecordContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_recorded_comes_back_whole_and_in_order()
    {
        Assert.Null(await records.Record.Head());
        Assert.Empty(await records.Record.After(-1, 10));
        var head = await Record(12);

        var found = await records.Record.After(-1, 100);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), found.Select(it => it.Index));
        Assert.All(found, it => Assert.Equal(it.Leaf, Convert.ToHexStringLower(it.LeafHash())));
        Assert.Equal([9L, 10L], (await records.Record.After(8, 2)).Select(it => it.Index));
        var stands = (await records.Record.Head())!.Value;
        Assert.Equal((head.Size, head.Root, head.Chain, head.Position), (stands.Size, stands.Root, stands.Chain, stands.Position));
        Assert.Equal(head.Peaks, stands.Peaks);
        Assert.Null((await new VerifyRecord(records.Record).Run()).Fault);
    }

    [Fact]
    public async Task It_is_searched_by_kind_subject_person_and_day_newest_first()
    {
        await Record(12);

        Assert.Equal([11L, 9, 7, 5, 3, 1], await Indices(new RecordFilter(Kind: nameof(MemberLeft))));
        Assert.Equal([9L, 6, 3, 0], await Indices(new RecordFilter(By: "person 0")));
        Assert.Equal([7L, 6, 5, 4], await Indices(new RecordFilter(Day: new DateOnly(2026, 11, 25))));
        Assert.Equal([9L, 3], await Indices(new RecordFilter(Kind: nameof(MemberLeft), By: "person 0")));
        Assert.Equal([5L], await Indices(new RecordFilter(Kind: nameof(MemberLeft), Subject: "org_5", By: "person 2", Day: new DateOnly(2026, 11, 25))));
        Assert.Equal([5L], await Indices(new RecordFilter(Subject: "org_5")));
        Assert.Empty(await Indices(new RecordFilter(Subject: "org_5' OR 1=1")));
        Assert.Equal([6L, 5, 4], await Indices(new RecordFilter(), before: 7, most: 3));
        Assert.Equal([3L], await Indices(new RecordFilter(By: "person 0"), before: 6, most: 1));
    }

    [Fact]
    public async Task Places_in_chains_nodes_signed_roots_and_keys_come_back_in_their_order()
    {
        var chained = new RecordEntry(0, 1, Given.Noon, new DateOnly(2026, 11, 24), nameof(MemberLeft), "org_1", null, null, "{}", new string('a', 64), new string('b', 64)) { Number = 3, Before = new string('c', 64) };
        RecordNode[] nodes = [.. new (int Level, long Index)[] { (8, 1), (8, 0), (8, 2), (16, 0) }.Select(it => new RecordNode(it.Level, it.Index, $"{it.Level}/{it.Index}"))];
        SignedRoot[] roots = [.. new[] { 300L, 9, 20 }.Select(size => new SignedRoot(size, "r", Given.Noon, "k", "s"))];
        RecordKey[] keys = [.. new[] { 2, 10, 1 }.Select(number => new RecordKey(number, $"k{number}", Given.Noon, "p", "q", number == 1 ? null : "e"))];
        Assert.Null(await records.Record.LastRoot());
        Assert.True((await records.Store.Commit(new Changes(
        [
            StoredAs<RecordEntry>.Write(RecordEntry.Id(0), chained, 0), .. nodes.Select(it => StoredAs<RecordNode>.Write(RecordNode.Id(it.Level, it.Index), it, 0)),
            .. roots.Select(it => StoredAs<SignedRoot>.Write(RecordEntry.Id(it.Size), it, 0)), .. keys.Select(it => StoredAs<RecordKey>.Write(it.Document, it, 0)),
        ], [], Given.Noon))).Succeeded);

        Assert.Equal(chained, Assert.Single(await records.Record.Page(new RecordFilter(Subject: "org_1"), null, 9)));
        Assert.Equal(["8/1", "8/2"], (await records.Record.Nodes(8, 1, 9)).Select(it => it.Hash));
        Assert.Equal(["8/0", "8/1"], (await records.Record.Nodes(8, 0, 2)).Select(it => it.Hash));
        Assert.Equal((20L, 20L, 300L), ((await records.Record.RootOf(10))!.Size, (await records.Record.RootOf(20))!.Size, (await records.Record.LastRoot())!.Size));
        Assert.Null(await records.Record.RootOf(301));
        Assert.Equal(keys.OrderBy(it => it.Number), await records.Record.Keys());
    }

    private async Task<List<long>> Indices(RecordFilter filter, long? before = null, int most = 100) =>
        [.. (await records.Record.Page(filter, before, most)).Select(it => it.Index)];

    private async Task<RecordHead> Record(int times)
    {
        var (head, writes) = (RecordHead.Empty, new List<Write>());
        for (var i = 0; i < times; i++)
        {
            MarketEvent what = i % 2 == 0 ? new OrganisationFounded(new OrganisationId($"org_{i}"), "ann") : new MemberLeft(new OrganisationId($"org_{i}"), "ann");
            var entry = new RecordEntry(i, i + 10, Given.Noon.AddMinutes(i), new DateOnly(2026, 11, 24).AddDays(i / 4), EventTypes.Name(what), what.Subject,
                $"person {i % 3}", i % 5 == 0 ? null : "org_x", $$"""{"number":1.0,"at":"2026-11-24T12:00:00Z","i":{{i}}}""", "", "");
            var leaf = entry.LeafHash();
            entry = entry with { Leaf = Convert.ToHexStringLower(leaf), Chain = RecordEntry.ChainAfter(head.Chain, leaf) };
            writes.Add(StoredAs<RecordEntry>.Write(RecordEntry.Id(i), entry, 0));
            head = head.With(entry);
        }
        writes.Add(StoredAs<RecordHead>.Write(RecordHead.Id, head, 0));
        Assert.True((await records.Store.Commit(new Changes(writes, [], Given.Noon))).Succeeded);
        return head;
    }
}
