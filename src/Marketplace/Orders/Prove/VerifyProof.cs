using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Record;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Prove;

/// <summary>What verifying a proof came to.</summary>
/// <param name="Proof">Null where that much could not be read.</param>
/// <param name="Faults">Nothing where everything holds; else what does not, and of which event.</param>
public sealed record ProofVerdict(ProofDocument? Proof, IReadOnlyList<string> Faults)
{
    public bool Holds => Proof is not null && Faults.Count == 0;
}

/// <summary>
/// Verifies a proof with nothing but the file: every event is what its hash says, follows the one before it, and lies in the tree whose root was signed.
/// That the key is the marketplace's own the file cannot say of itself: that takes a key that is known otherwise.
/// </summary>
public static partial class VerifyProof
{
    /// <param name="knownKey">The id of the key that the market says is its own, now or earlier; null to leave that open.</param>
    public static ProofVerdict Run(Stream file, string? knownKey = null)
    {
        var faults = new List<string>();
        var files = ProofArchive.Read(file, faults);
        var proof = Read<ProofDocument>(files, ProofDocument.Name, faults);
        Sealed(files, proof, faults);
        if (proof is null) return new ProofVerdict(null, faults);
        if (proof.Format != ProofDocument.Format1) faults.Add($"its format {proof.Format} is not known to this program");
        Signed(proof, knownKey, faults);
        Events(files, proof, faults);
        return new ProofVerdict(proof, [.. faults.Distinct()]);
    }

    /// <summary>A file of a proof as people are told of it.</summary>
    internal static string Called(string name) => EventFile().Match(name) is { Success: true } match
        ? string.Create(CultureInfo.InvariantCulture, $"event {int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)} of the order ({name})") : name;

    [GeneratedRegex(@"^events/(\d{4,6})\.json\z")]
    private static partial Regex EventFile();

    private static void Sealed(Dictionary<string, byte[]> files, ProofDocument? proof, List<string> faults)
    {
        if (Read<ProofSeal>(files, ProofDocument.SealName, faults) is not { } seal) return;
        foreach (var (name, hash) in seal.Files)
        {
            if (!files.TryGetValue(name, out var bytes)) faults.Add($"{Called(name)} is missing");
            else if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash) faults.Add($"{Called(name)} was changed: it is not what was sealed");
        }
        foreach (var name in files.Keys.Where(it => it != ProofDocument.SealName && !seal.Files.ContainsKey(it))) faults.Add($"{Called(name)} is none of the proof");
        if (proof is not null && proof.Keys.FirstOrDefault(it => it.Id == seal.Key) is { } key && RecordKey.Verifies(key.Public, seal.Statement(), seal.Signature)) return;
        faults.Add($"{ProofDocument.SealName} is not signed by a key of the proof");
    }

    private static void Signed(ProofDocument proof, string? knownKey, List<string> faults)
    {
        ProofKey? before = null;
        foreach (var key in proof.Keys)
        {
            if (!IsKey(key)) faults.Add($"key {key.Id} is not what its id says");
            if (before is null ? key.Endorsement is not null : key.Endorsement is not { } endorsed || !RecordKey.Verifies(before.Public, Encoding.UTF8.GetBytes(key.Id), endorsed))
                faults.Add($"key {key.Id} is not endorsed by the key before it");
            before = key;
        }
        if (proof.Keys.FirstOrDefault(it => it.Id == proof.Root.Key) is not { } signer || !RecordKey.Verifies(signer.Public, proof.Root.Statement(), proof.Root.Signature))
            faults.Add($"the root of {proof.Root.Size} entries is not signed by a key of the proof");
        if (knownKey is not null && proof.Keys.All(it => it.Id != knownKey)) faults.Add($"it was not signed by the key {knownKey} nor by a successor of it");
    }

    private static bool IsKey(ProofKey key) => key.Public.Length % 2 == 0 && key.Public.All(char.IsAsciiHexDigitLower) && RecordKey.IdOf(Convert.FromHexString(key.Public)) == key.Id;

    private static void Events(Dictionary<string, byte[]> files, ProofDocument proof, List<string> faults)
    {
        var root = Hash(proof.Root.Root);
        if (root is null) { faults.Add("the root is no hash"); return; }
        var events = new List<RecordEntry>();
        for (var number = 0; number < proof.Events; number++)
        {
            var name = ProofDocument.EventName(number);
            if (Read<ProofEvent>(files, name, faults) is not { } read) continue;
            var before = number > 0 && events.Count == number ? events[^1] : null;
            if (WrongWith(read, number, before, proof, root) is { } wrong) faults.Add($"{Called(name)}, entry {read.Entry.Index.ToString(CultureInfo.InvariantCulture)} of the record, {wrong}");
            events.Add(read.Entry);
        }
        if (events.Count != proof.Events || proof.Events < 1) { faults.Add($"only {events.Count} of {proof.Events} events could be read"); return; }
        try
        {
            if (ProofDocument.EvidenceOf(events[0]) != proof.Evidence) faults.Add("event 0 of the order does not name this evidence");
            if (!ProofDocument.FilesOf(events).SequenceEqual(proof.Files)) faults.Add("the files are not those that the events name");
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            faults.Add("an event does not say what events of its kind do");
        }
        if (!files.TryGetValue(ProofDocument.EvidenceName, out var evidence) || Convert.ToHexStringLower(SHA256.HashData(evidence)) != proof.Evidence)
            faults.Add($"{ProofDocument.EvidenceName} is not the evidence that the order rests on");
    }

    private static string? WrongWith(ProofEvent read, int number, RecordEntry? before, ProofDocument proof, byte[] root)
    {
        var entry = read.Entry;
        var leaf = entry.LeafHash();
        if (Convert.ToHexStringLower(leaf) != entry.Leaf) return "was changed: it is not what its hash says";
        if (entry.Subject != proof.Order) return "is of another order";
        if (entry.Number != number || (number == 0 && entry.Before is not null)) return "stands in another place";
        if (before is not null && (entry.Before != before.Leaf || entry.Index <= before.Index)) return "does not follow the one before it";
        var path = read.Path.Select(Hash).ToList();
        return path.Contains(null) || entry.Index < 0 || proof.Root.Size < 0 || !MerkleTree.IsIncluded((ulong)entry.Index, (ulong)proof.Root.Size, leaf, path!, root) ? "is not in the tree whose root was signed" : null;
    }

    private static byte[]? Hash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : null;

    /// <summary>A document in the one form that it can have; white space, members that are not ours, or another order of them make it another.</summary>
    private static T? Read<T>(Dictionary<string, byte[]> files, string name, List<string> faults) where T : class
    {
        if (!files.TryGetValue(name, out var bytes)) { faults.Add($"{Called(name)} is missing"); return null; }
        try
        {
            var read = JsonSerializer.Deserialize<T>(bytes, MarketJson.Options);
            if (read is not null && ProofDocument.Bytes(read).AsSpan().SequenceEqual(bytes)) return read;
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException or NullReferenceException)
        {
            // It is said below, as of everything that is not what was written.
        }
        faults.Add($"{Called(name)} was changed: it is not as it was written");
        return null;
    }
}
