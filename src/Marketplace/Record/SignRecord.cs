using System.Security.Cryptography;
using System.Text;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Record;

/// <summary>
/// Signs the record's root. The key is made when it is first wanted, lies in the records protected by the site's own keys, and has a successor after a
/// year, which it endorses: whoever trusts one key can follow to the next.
/// </summary>
public sealed class SignRecord(IStore store, IRecord record, IDataProtectionProvider protection, MarketClock clock)
{
    public static readonly TimeSpan KeyUsedFor = TimeSpan.FromDays(365);

    private const int Attempts = 5;

    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Record.Keys");

    /// <summary>A signed root of at least so many entries: one that is there, or one that is made now of all there are.</summary>
    /// <returns>Null where the record has not so many yet.</returns>
    public async Task<SignedRoot?> Covering(long size, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await record.RootOf(size, cancel) is { } there) return there;
            if ((await record.Head(cancel))?.Value is not { } head || head.Size < size) return null;
            var key = await Key(cancel);
            var root = new SignedRoot(head.Size, head.Root, clock.Now, key.Id, "");
            root = root with { Signature = With(key, root.Statement()) };
            if ((await store.Commit(new Changes([StoredAs<SignedRoot>.Write(RecordEntry.Id(root.Size), root, 0)], [], clock.Now), cancel)).Is(out _, out var refusal)) return root;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException($"The root could not be signed: {refusal.First.Message.En}");
        }
    }

    /// <summary>A signature of one of the record's keys over anything else.</summary>
    public string With(RecordKey key, byte[] data)
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(protector.Unprotect(Convert.FromBase64String(key.Protected)), out _);
        return Convert.ToHexStringLower(pair.SignData(data, HashAlgorithmName.SHA256));
    }

    private async Task<RecordKey> Key(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = await record.Keys(cancel) is [.., var newest] ? newest : null;
            if (last is not null && clock.Now < last.MadeAt + KeyUsedFor) return last;
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var open = made.ExportSubjectPublicKeyInfo();
            var id = RecordKey.IdOf(open);
            var key = new RecordKey((last?.Number ?? 0) + 1, id, clock.Now, Convert.ToHexStringLower(open), Convert.ToBase64String(protector.Protect(made.ExportPkcs8PrivateKey())),
                last is null ? null : With(last, Encoding.UTF8.GetBytes(id)));
            if ((await store.Commit(new Changes([StoredAs<RecordKey>.Write(key.Document, key, 0)], [], clock.Now), cancel)).Is(out _, out var refusal)) return key;
            // Another site was quicker: its key is the one.
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException($"The key could not be kept: {refusal.First.Message.En}");
        }
    }
}
