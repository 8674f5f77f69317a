using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity;
using Marketplace.Record;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Prove;

/// <summary>Makes the proof of an order for those who may see it: its events as the record has them, in the tree of a signed root, and what it rests on.</summary>
internal sealed class MakeProof(OrderSteps steps, IOrders orders, IRecord record, SignRecord sign)
{
    private const int Page = 200;

    public async Task<Outcome<byte[]>> Run(Actor actor, OrderId id, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out _, out var refusal)) return refusal;
        var evidence = await orders.Evidence(id, cancel);
        var events = await Events(id, cancel);
        if (evidence is null || events.Count == 0 || ProofDocument.EvidenceOf(events[0]) != evidence.Hash || await sign.Covering(events[^1].Index + 1, cancel) is not { } root)
            return Refusal.Because(RefusalKind.Conflict, "not_recorded", "该订单尚无完整的存证记录，请稍后再试。", "The order is not wholly in the record yet. Try again in a moment.");

        var tree = new RecordTree(record);
        var proofs = new List<ProofEvent>();
        foreach (var entry in events) proofs.Add(new ProofEvent(entry, [.. (await tree.Inclusion(entry.Index, root.Size, cancel)).Select(Convert.ToHexStringLower)]));
        var keys = await record.Keys(cancel);
        var proof = new ProofDocument(
            ProofDocument.Format1, id.Value, root, [.. keys.Select(it => new ProofKey(it.Id, it.Public, it.Endorsement))], events.Count, evidence.Hash, ProofDocument.FilesOf(events));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ProofDocument.Name] = ProofDocument.Bytes(proof), [ProofDocument.EvidenceName] = Encoding.UTF8.GetBytes(evidence.Json),
            [ProofDocument.PageName] = Encoding.UTF8.GetBytes(ProofPage.Of(proof, events, evidence.Read())),
        };
        for (var number = 0; number < proofs.Count; number++) files[ProofDocument.EventName(number)] = ProofDocument.Bytes(proofs[number]);
        var seal = new ProofSeal(ProofDocument.Format1, keys[^1].Id, new SortedDictionary<string, string>(files.ToDictionary(it => it.Key, it => Convert.ToHexStringLower(SHA256.HashData(it.Value))), StringComparer.Ordinal));
        files[ProofDocument.SealName] = ProofDocument.Bytes(seal with { Signature = sign.With(keys[^1], seal.Statement()) });
        return ProofArchive.Write(files, root.At);
    }

    /// <summary>The order's own chain, oldest first.</summary>
    private async Task<IReadOnlyList<RecordEntry>> Events(OrderId id, CancellationToken cancel)
    {
        var all = new List<RecordEntry>();
        for (long? before = null; ;)
        {
            var page = await record.Page(new RecordFilter(Subject: id.Value), before, Page, cancel);
            all.AddRange(page.Where(it => it.Number is not null));
            if (page.Count < Page) break;
            before = page[^1].Index;
        }
        all.Reverse();
        return all;
    }
}
