using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Orders.Prove;
using Marketplace.Record;
using Marketplace.Record.Hear;
using Marketplace.Rigs.Identity;
using Marketplace.Standards;
using Marketplace.Standards.Evaluation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>The proof of an order: it holds without the site, and whatever of it is changed is found and named.</summary>
public sealed class ProofTests : IAsyncLifetime
{
    private static readonly string report = new('b', 64);

    private readonly MemoryStore store = new();
    private readonly EphemeralDataProtectionProvider protection = new();
    private readonly MarketClock clock = new(new FakeTimeProvider(SomeOrder.Noon), TimeZoneInfo.Utc);
    private readonly Order order = SomeOrder.Of();
    private byte[] proof = [];

    private MemoryRecord Kept => new(store);

    private SignRecord Signer => new(store, Kept, protection, clock);

    public async ValueTask InitializeAsync()
    {
        var evidence = OrderEvidence.Of(Frozen());
        await Commit([StoredAs<Order>.Write(order.Id.Value, order, 0), StoredAs<OrderEvidence>.Write(order.Id.Value, evidence, 0)], new OrderPlaced(order.Id, order.Buyer, order.Provider, order.Listing, evidence.Hash, Assent.Confirmed) { By = "wang" });
        for (var i = 0; i < 300; i++) await Commit([], new ListingWithdrawn(ListingId.New(clock.Now), order.Provider));
        await Commit([], new DeliverableHanded(order.Id, order.Buyer, order.Provider, 1, report) { By = "li" });
        await Commit([], new OrderConfirmed(OrderId.New(clock.Now), order.Buyer, order.Provider));
        await Commit([], new MilestoneMoved($"{order.Id}/1", "T4", MilestoneState.Funded, MilestoneState.Delivered, Party.Provider) { By = "li" });
        await new WriteRecord(store, Kept, clock).Hear(await store.After(0, 1000), default);
        proof = (await Make(Acting.Operator)).Value;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_holds_without_the_site_and_names_the_files_and_the_key()
    {
        var verdict = Verify(proof);

        Assert.Empty(verdict.Faults);
        Assert.Equal((order.Id.Value, 3, report), (verdict.Proof!.Order, verdict.Proof.Events, Assert.Single(verdict.Proof.Files).Sha256));
        Assert.True(Verify(proof, (await Kept.Keys())[0].Id).Holds);
        Assert.Contains("nor by a successor", Assert.Single(Verify(proof, new string('0', 64)).Faults));
        Assert.Equal(RefusalKind.NotFound, (await Make(Acting.Nobody("ann"))).Refusal!.Kind);
    }

    [Fact]
    public void What_people_read_is_in_both_languages_and_asks_nothing_of_any_site()
    {
        var page = Encoding.UTF8.GetString(Files()["index.html"]);

        Assert.Contains($"Proof of order {order.Id}", page);
        Assert.Contains($"订单 {order.Id} 的存证证明", page);
        Assert.Contains("&lt;b&gt;Lead&lt;/b&gt;", page);
        foreach (var outside in new[] { "http:", "https:", "<script", "<img", "<link", "url(" }) Assert.DoesNotContain(outside, page);
    }

    [Fact]
    public void Every_bit_of_every_file_in_it_is_found_when_it_is_turned_and_the_event_named()
    {
        var tried = 0;
        foreach (var (name, bytes) in Files())
            for (var bit = 0; bit < bytes.Length * 8; bit += bytes.Length > 4000 ? 197 : 29, tried++)
            {
                var files = Files();
                files[name] = Turned(bytes, bit);
                var verdict = Verify(ProofArchive.Write(files, clock.Now));
                Assert.False(verdict.Holds, $"{name}, bit {bit}");
                if (name.StartsWith("events/", StringComparison.Ordinal)) Assert.Contains(verdict.Faults, it => it.StartsWith($"event {int.Parse(name[7..11], null)} of the order", StringComparison.Ordinal));
            }
        Assert.True(tried > 500, $"{tried}");
    }

    [Fact]
    public void No_bit_of_the_ZIP_itself_makes_it_say_anything_else()
    {
        var found = 0;
        for (var bit = 0; bit < proof.Length * 8; bit += 97)
        {
            var turned = Turned(proof, bit);
            if (!Verify(turned).Holds) found++;
            // Some bits of a ZIP say nothing: times, and what a reader does not look at. Then what is read is what was written.
            else Assert.Equal(Files().Select(it => (it.Key, Convert.ToHexStringLower(it.Value))), Files(turned).Select(it => (it.Key, Convert.ToHexStringLower(it.Value))));
        }
        Assert.True(found > proof.Length * 8 / 97 / 2, $"{found}");
    }

    [Theory]
    [InlineData("body", "event 1 of the order (events/0001.json), entry 301 of the record, was changed")]
    [InlineData("leaf", "event 1 of the order (events/0001.json), entry 301 of the record, is not in the tree")]
    [InlineData("left out", "event 1 of the order (events/0001.json), entry 303 of the record, stands in another place")]
    [InlineData("path", "event 1 of the order (events/0001.json), entry 301 of the record, is not in the tree")]
    [InlineData("file", "the files are not those that the events name")]
    [InlineData("evidence", "evidence.json is not the evidence")]
    [InlineData("root", "is not signed by a key of the proof")]
    [InlineData("more", "extra.txt is none of the proof")]
    public async Task What_is_sealed_anew_after_a_change_is_found_all_the_same(string what, string fault)
    {
        var files = Files();
        var document = Read<ProofDocument>(files[ProofDocument.Name]);
        var second = Read<ProofEvent>(files["events/0001.json"]);
        var forged = second.Entry with { Body = second.Entry.Body.Replace(report, new string('c', 64), StringComparison.Ordinal) };
        if (what == "body") files["events/0001.json"] = ProofDocument.Bytes(second with { Entry = forged });
        if (what == "leaf") files["events/0001.json"] = ProofDocument.Bytes(second with { Entry = forged with { Leaf = Convert.ToHexStringLower(forged.LeafHash()) } });
        if (what == "left out") (files["events/0001.json"], document) = (files["events/0002.json"], document with { Events = 2 });
        if (what == "path") files["events/0001.json"] = ProofDocument.Bytes(second with { Path = [.. second.Path.Reverse()] });
        if (what == "file") document = document with { Files = [] };
        if (what == "evidence") files[ProofDocument.EvidenceName] = "{}"u8.ToArray();
        if (what == "root") document = document with { Root = document.Root with { At = document.Root.At.AddDays(-1) } };
        if (what == "left out") files.Remove("events/0002.json");
        files[ProofDocument.Name] = ProofDocument.Bytes(document);
        var key = (await Kept.Keys())[0];
        var seal = new ProofSeal(ProofDocument.Format1, key.Id, files.Where(it => it.Key != ProofDocument.SealName).ToDictionary(it => it.Key, it => Convert.ToHexStringLower(SHA256.HashData(it.Value))));
        files[ProofDocument.SealName] = ProofDocument.Bytes(seal with { Signature = Signer.With(key, seal.Statement()) });
        if (what == "more") files["extra.txt"] = [1];

        Assert.Contains(Verify(ProofArchive.Write(files, clock.Now)).Faults, it => it.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_says_what_holds_and_what_does_not_and_ends_accordingly()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{order.Id}-proof.zip");
        await File.WriteAllBytesAsync(path, proof);
        try
        {
            var said = new StringWriter();
            Assert.Equal(0, await RunVerify.Run([path], said));
            Assert.Contains($"The proof holds: order {order.Id}, 3 events", said.ToString());
            Assert.Contains(report, said.ToString());
            Assert.Equal(1, await RunVerify.Run([path, new string('0', 64)], said));
            Assert.Contains("The proof does not hold", said.ToString());
            Assert.Equal(2, await RunVerify.Run([], said));
            Assert.Equal(2, await RunVerify.Run([path + ".none"], said));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task An_order_that_is_not_in_the_record_yet_has_none()
    {
        var young = SomeOrder.Of();
        await Commit([StoredAs<Order>.Write(young.Id.Value, young, 0), StoredAs<OrderEvidence>.Write(young.Id.Value, OrderEvidence.Of(Frozen()), 0)], new OrderConfirmed(young.Id, young.Buyer, young.Provider));

        Assert.Equal("not_recorded", (await Make(Acting.Operator, young.Id)).Refusal!.First.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("no ZIP at all")]
    public void What_is_no_proof_is_said_to_be_none(string text)
    {
        var verdict = Verify(Encoding.UTF8.GetBytes(text));
        Assert.Null(verdict.Proof);
        Assert.Contains(verdict.Faults, it => it.StartsWith("it is no whole ZIP file", StringComparison.Ordinal));
    }

    private static ProofVerdict Verify(byte[] file, string? key = null) => VerifyProof.Run(new MemoryStream(file), key);

    private static T Read<T>(byte[] bytes) => System.Text.Json.JsonSerializer.Deserialize<T>(bytes, MarketJson.Options)!;

    private static byte[] Turned(byte[] bytes, int bit)
    {
        var turned = bytes.ToArray();
        turned[bit / 8] ^= (byte)(1 << (bit % 8));
        return turned;
    }

    private Dictionary<string, byte[]> Files(byte[]? file = null)
    {
        using var archive = new ZipArchive(new MemoryStream(file ?? proof));
        return archive.Entries.ToDictionary(it => it.FullName, it =>
        {
            using var content = it.Open();
            using var kept = new MemoryStream();
            content.CopyTo(kept);
            return kept.ToArray();
        });
    }

    private Task<Outcome<byte[]>> Make(Actor actor, OrderId? id = null)
    {
        var orders = new MemoryOrders(store);
        return new MakeProof(new OrderSteps(orders, new MemoryOffers(store), new OrderWriter(store)), orders, Kept, Signer).Run(actor, id ?? order.Id);
    }

    private async Task Commit(IReadOnlyList<Write> writes, MarketEvent happened) => Assert.True((await store.Commit(new Changes(writes, [happened], clock.Now))).Succeeded);

    private FrozenOrder Frozen() => new(
        FrozenOrder.Format1, order.Id, SomeOrder.Noon, new DateOnly(2026, 12, 1), new(order.Provider, Bilingual.Same("Lab"), "CN", "1"), new(order.Buyer, Bilingual.Same("Buyer")),
        new(order.Listing, 1, "TC.01", 1, new string('d', 64), Bilingual.Same("<b>Lead</b>"), [], Answers.Empty), Verdict.Met, default, [], [],
        new(OrderWay.PublishedPrice, null, null, 1, order.Total, order.Total, order.Total, []), order.Contract, order.Purchase, null, null, null);
}
