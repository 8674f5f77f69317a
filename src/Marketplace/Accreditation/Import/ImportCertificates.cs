using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>Takes a table of certificates in: all of them in one commit when every row is good, else none.</summary>
internal sealed class ImportCertificates(IStore store, ICertificates certificates, IProviderNames providers, CertificateTerms terms, MarketClock clock)
{
    /// <summary>The report, without storing anything.</summary>
    public async Task<Outcome<ImportReport>> Preview(Actor actor, ProviderId provider, string text, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MayEdit(provider)) return Refusal.Forbidden();
        var known = (await certificates.OfProvider(provider, cancel)).Select(it => it.Value.Number).ToHashSet();
        return ReadCertificates.From(text, terms, known, new Handing(actor, clock.Now, clock.Today));
    }

    /// <summary>The report; when it <see cref="ImportReport.IsGood"/> everything in it is stored.</summary>
    public async Task<Outcome<ImportReport>> Run(Actor actor, ProviderId provider, string text, Command? command = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("import certificates");
        if (!(await Preview(actor, provider, text, cancel)).Is(out var report, out var refusal)) return refusal;
        if (!report.IsGood) return report;

        var handing = new Handing(actor, clock.Now, clock.Today);
        var presented = new List<Certificate>(report.Certificates.Count);
        foreach (var (input, _) in report.Certificates)
        {
            if (!CertificateRules.Present(CertificateId.New(handing.At), provider, input, terms, handing).Is(out var certificate, out refusal)) return refusal;
            presented.Add(certificate);
        }

        var changes = new Changes(
            [.. presented.Select(it => StoredAs<Certificate>.Write(it.Id.Value, it, 0))],
            [.. presented.Select(it => new CertificateSaved(it.Id, provider))], handing.At, command);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        if (committed.Repeated is null) AccreditationTelemetry.Saved.Add(presented.Count);
        return report;
    }
}
