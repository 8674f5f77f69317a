using System.Globalization;
using System.Reflection;
using System.Resources;
using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Record.Hear;
using Marketplace.Record.Search;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Record;

public sealed class RecordTests
{
    private readonly MemoryStore store = new();
    private readonly MarketClock clock = new(new FakeTimeProvider(Acting.Since), TimeZoneInfo.Utc);

    private MemoryRecord Kept => new(store);

    [Fact]
    public async Task Every_event_is_taken_once_however_often_it_is_heard()
    {
        await Happen(5);
        var heard = await store.After(0, 100);
        await Writer.Hear(heard, default);
        await Writer.Hear(heard, default);
        await Happen(3);
        await Writer.Hear(await store.After(2, 100), default);

        Assert.Equal(Enumerable.Range(0, 8).Select(i => (long)i), (await Kept.After(-1, 100)).Select(it => it.Index));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), (await Kept.After(-1, 100)).Select(it => it.Position));
        Assert.Null((await Check()).Fault);
    }

    [Fact]
    public async Task Two_sites_that_write_at_once_write_each_event_once()
    {
        await Happen(40);
        var heard = await store.After(0, 100);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Writer.Hear(heard, default))));

        Assert.Equal(40, (await Kept.After(-1, 100)).Count);
        Assert.Null((await Check()).Fault);
    }

    [Theory]
    [InlineData("body", "entry 3 was changed")]
    [InlineData("by", "entry 3 was changed")]
    [InlineData("leaf", "entry 3 does not follow")]
    [InlineData("place", "entry 3 is missing")]
    [InlineData("head", "the head is not that of the 6 entries")]
    [InlineData("tail", "entry 6 is missing, and all after it, of 9")]
    public async Task What_was_changed_afterwards_is_named(string what, string fault)
    {
        await Happen(6);
        await Writer.Hear(await store.After(0, 100), default);
        var entry = (await Kept.After(2, 1))[0];
        var head = (await Kept.Head())!;
        var forged = entry with { Body = "{}" };
        await Overwrite(what switch
        {
            "body" => StoredAs<RecordEntry>.Write(RecordEntry.Id(3), forged, 1),
            "by" => StoredAs<RecordEntry>.Write(RecordEntry.Id(3), entry with { By = "somebody else" }, 1),
            "leaf" => StoredAs<RecordEntry>.Write(RecordEntry.Id(3), forged with { Leaf = Convert.ToHexStringLower(forged.LeafHash()) }, 1),
            "place" => StoredAs<RecordEntry>.Write(RecordEntry.Id(3), entry with { Index = 4 }, 1),
            "head" => StoredAs<RecordHead>.Write(RecordHead.Id, head.Value with { Root = RecordHead.Empty.Root }, head.Version),
            _ => StoredAs<RecordHead>.Write(RecordHead.Id, head.Value with { Size = 9 }, head.Version),
        });

        Assert.StartsWith(fault, (await Check()).Fault);
    }

    [Fact]
    public async Task A_record_rewritten_from_end_to_end_is_found_out_by_a_checkpoint_kept_elsewhere()
    {
        await Happen(4);
        await Writer.Hear(await store.After(0, 100), default);
        var noted = await Check();
        var rewritten = new MemoryStore();
        await Happen(4, rewritten);
        await new WriteRecord(rewritten, new MemoryRecord(rewritten), clock).Hear(await rewritten.After(0, 100), default);
        await Happen(2);
        await Writer.Hear(await store.After(0, 100), default);

        var checkpoint = new RecordCheckpoint(noted.Size, noted.Root);
        Assert.Null((await new VerifyRecord(Kept).Run(checkpoint)).Fault);
        Assert.Null((await new VerifyRecord(new MemoryRecord(rewritten)).Run()).Fault);
        Assert.Contains("not those of the checkpoint", (await new VerifyRecord(new MemoryRecord(rewritten)).Run(checkpoint)).Fault);
        Assert.Contains("had 9 at the checkpoint", (await new VerifyRecord(Kept).Run(new RecordCheckpoint(9, noted.Root))).Fault);
    }

    [Fact]
    public async Task It_is_searched_by_those_who_oversee_and_by_nobody_else()
    {
        await Happen(120);
        await Writer.Hear(await store.After(0, 500), default);
        var search = new SearchRecord(Kept);

        foreach (var actor in new[] { Actor.Anonymous, Acting.Nobody("ann"), Acting.Auditor with { Strength = Strength.Password } })
            Assert.Equal(RefusalKind.Forbidden, (await search.Run(actor, new RecordFilter())).Refusal!.Kind);
        var first = (await search.Run(Acting.Auditor, new RecordFilter())).Value;
        var second = (await search.Run(Acting.Operator, new RecordFilter(), first.Next)).Value;
        Assert.Equal(Enumerable.Range(20, 100).Reverse().Select(i => (long)i), first.Entries.Concat(second.Entries).Select(it => it.Index));
        Assert.Null((await search.Run(Acting.Auditor, new RecordFilter(), second.Next)).Value.Next);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Every_kind_of_event_has_words(string language)
    {
        var words = new ResourceManager(typeof(Words)).GetResourceSet(CultureInfo.GetCultureInfo(language == "en" ? "" : language), createIfNotExists: true, tryParents: false)!;

        Assert.Equal("", string.Join(' ', EventTypes.Names.Where(name => words.GetString($"kind.{name}") is not { Length: > 0 })));
    }

    /// <summary>What an event holds is kept for good and shown to auditors: ids and what was done, no more.</summary>
    [Fact]
    public void No_event_holds_a_secret_or_what_a_person_is_called_or_where_they_are_reached()
    {
        string[] never = ["password", "secret", "token", "code", "key", "email", "mail", "phone", "address", "name"];
        var held = from type in typeof(MarketEvent).Assembly.GetTypes()
                   where type.IsSubclassOf(typeof(MarketEvent))
                   from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                   where never.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
                   select $"{type.Name}.{property.Name}";

        Assert.Empty(held);
    }

    private WriteRecord Writer => new(store, Kept, clock);

    private Task<RecordVerdict> Check() => new VerifyRecord(Kept).Run();

    private async Task Overwrite(Write write) => Assert.True((await store.Commit(new Changes([write], [], clock.Now))).Succeeded);

    private async Task Happen(int times, MemoryStore? where = null)
    {
        for (var i = 0; i < times; i++)
            await (where ?? store).Commit(new Changes([], [new ListingWithdrawn(ListingId.New(clock.Now), ProviderId.New(clock.Now)) with { By = "ann" }], clock.Now));
    }
}
