using System.Text.Json;
using Marketplace.Record;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Prove;

/// <summary>
/// <c>proof.json</c> of a proof: whose events they are, the signed root in which they all lie, and what they say of evidence and files. The events
/// themselves are <c>events/0000.json</c> and on, one <see cref="ProofEvent"/> each.
/// </summary>
/// <param name="Keys">From the first key of the record to the one that signed, each endorsed by the one before.</param>
/// <param name="Events">How many there are.</param>
/// <param name="Evidence">SHA-256 of <c>evidence.json</c>, which the first event names.</param>
/// <param name="Files">What was handed over, as the events say.</param>
public sealed record ProofDocument(string Format, string Order, SignedRoot Root, IReadOnlyList<ProofKey> Keys, int Events, string Evidence, IReadOnlyList<ProofFile> Files)
{
    public const string Format1 = "plumbline-proof/1";
    public const string Name = "proof.json";
    public const string EvidenceName = "evidence.json";
    public const string PageName = "index.html";
    public const string SealName = "seal.json";

    public static string EventName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"events/{number:D4}.json");

    /// <summary>The one form in which a document of a proof is written.</summary>
    public static byte[] Bytes<T>(T document) => CanonicalJson.Bytes(JsonSerializer.SerializeToElement(document, MarketJson.Options));

    /// <summary>The files that the events of an order say were handed over.</summary>
    internal static IReadOnlyList<ProofFile> FilesOf(IEnumerable<RecordEntry> events) =>
    [
        .. events.Where(it => it.Kind == nameof(DeliverableHanded)).Select(it => JsonSerializer.Deserialize<DeliverableHanded>(it.Body, MarketJson.Options)!).Select(it => new ProofFile(it.Milestone, it.File)),
    ];

    /// <summary>The hash of the evidence that an event of placing the order names; null of any other.</summary>
    internal static string? EvidenceOf(RecordEntry first) =>
        first.Kind == nameof(OrderPlaced) ? JsonSerializer.Deserialize<OrderPlaced>(first.Body, MarketJson.Options)!.Evidence : null;
}

/// <param name="Public">As <see cref="RecordKey.Public"/>.</param>
/// <param name="Endorsement">As <see cref="RecordKey.Endorsement"/>.</param>
public sealed record ProofKey(string Id, string Public, string? Endorsement);

public sealed record ProofFile(int Milestone, string Sha256);

/// <summary>An event of the order as the record has it, with what proves that it is in the tree of the root.</summary>
/// <param name="Path">The siblings from the leaf to the root, RFC 6962 section 2.1.1, in lower-case hexadecimal.</param>
public sealed record ProofEvent(RecordEntry Entry, IReadOnlyList<string> Path);

/// <summary><c>seal.json</c>: the SHA-256 of every other file of the proof, signed with the record's key, so that the readable page can be relied on as well.</summary>
/// <param name="Signature">Over this document with an empty signature.</param>
public sealed record ProofSeal(string Format, string Key, IReadOnlyDictionary<string, string> Files, string Signature = "")
{
    public byte[] Statement() => ProofDocument.Bytes(this with { Signature = "" });
}
