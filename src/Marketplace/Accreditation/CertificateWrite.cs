using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>How certificates are committed: document and event together, and no number twice.</summary>
internal static class CertificateWrite
{
    /// <summary>Commits what gives a provider's certificates numbers, unless one of them is taken; whoever comes second of two at once sees the first's.</summary>
    /// <param name="taken">What stands against it among the certificates there are.</param>
    public static async Task<Outcome<Committed>> Enter(
        IStore store, ICertificates certificates, ProviderId provider, Changes changes, Func<IEnumerable<Certificate>, Refusal?> taken, CancellationToken cancel)
    {
        while (true)
        {
            var roll = await certificates.Roll(provider, cancel);
            var standing = (await certificates.OfProvider(provider, cancel)).Select(it => it.Value);
            // A repeated command finds its own certificates standing; the store answers it with what it came to the first time.
            if (taken(standing) is { } refusal && (changes.Command is not { } command || await store.Command(command.Key, cancel) is null)) return refusal;

            var outcome = await store.Commit(changes with { Writes = [.. changes.Writes, CertificateRoll.Enter(provider, roll)] }, cancel);
            var overtaken = outcome.Refusal?.Kind == RefusalKind.Stale && await certificates.Roll(provider, cancel) != roll;
            if (!overtaken) return outcome;
        }
    }

    /// <summary>Commits a changed certificate.</summary>
    /// <param name="before">As it stood.</param>
    /// <param name="commit">How, where it is more than handing the changes to the store.</param>
    public static async Task<Outcome<Saved<Certificate>>> Commit(
        IStore store, Certificate before, Certificate certificate, long readAt, Func<Document<Certificate>, Command?>? command, CancellationToken cancel,
        Func<Changes, Task<Outcome<Committed>>>? commit = null)
    {
        // Only an existing document is changed here; 0 would ask the store for a new one.
        if (readAt < 1) readAt = -1;
        var document = new Document<Certificate>(certificate, readAt + 1);
        var changes = new Changes(
            [StoredAs<Certificate>.Write(certificate.Id.Value, certificate, readAt)],
            CertificateRules.Happened(before, certificate), certificate.SavedAt, command?.Invoke(document));
        var outcome = commit is null ? await store.Commit(changes, cancel) : await commit(changes);
        if (!outcome.Is(out var committed, out var refusal)) return refusal;
        AccreditationTelemetry.Saved.Add(1);
        return new Saved<Certificate>(document, committed.Repeated);
    }
}
