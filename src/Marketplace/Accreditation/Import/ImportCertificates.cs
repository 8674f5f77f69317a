using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>Takes a table of certificates in: all of them in one commit when every row is good, else none.</summary>
internal sealed class ImportCertificates(IStore store, ICertificates certificates, IProviderNames providers, CertificateTerms terms, MarketClock clock)
{
    /// <summary>The report, without storing anything.</summary>
    public Task<Outcome<ImportReport>> Preview(Actor actor, ProviderId provider, string text, CancellationToken cancel = default) =>
        Read(actor, provider, text, null, cancel);

    /// <summary>The report; when it <see cref="ImportReport.IsGood"/> everything in it is stored.</summary>
    public async Task<Outcome<ImportReport>> Run(Actor actor, ProviderId provider, string text, Command? command = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("import certificates");
        if (!(await Read(actor, provider, text, command, cancel)).Is(out var report, out var refusal)) return refusal;
        if (!report.IsGood) return report;

        var handing = new Handing(actor, clock.Now, clock.Today);
        var presented = new List<Certificate>(report.Certificates.Count);
        foreach (var input in report.Certificates)
        {
            if (!CertificateRules.Present(CertificateId.New(handing.At), provider, input, terms, handing).Is(out var certificate, out refusal)) return refusal;
            presented.Add(certificate);
        }

        var changes = new Changes(
            [.. presented.Select(it => StoredAs<Certificate>.Write(it.Id.Value, it, 0))],
            [.. presented.SelectMany(it => CertificateRules.Happened(null, it))], handing.At, command);
        var outcome = await CertificateWrite.Enter(store, certificates, provider, changes,
            standing => presented.Select(it => CertificateRules.Repeats(it, standing)).FirstOrDefault(taken => taken is not null), cancel);
        // A number that somebody took while the table was read: the report names its row.
        if (outcome.Refusal?.Kind == RefusalKind.Conflict) return await Read(actor, provider, text, command, cancel);
        if (!outcome.Is(out var committed, out refusal)) return refusal;
        if (committed.Repeated is null) AccreditationTelemetry.Saved.Add(presented.Count);
        return report;
    }

    /// <param name="command">Where it was done before, the certificates it brought are no obstacle to it.</param>
    private async Task<Outcome<ImportReport>> Read(Actor actor, ProviderId provider, string text, Command? command, CancellationToken cancel)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MayEdit(provider)) return actor.NotEditing(provider);
        var repeats = command is not null && await store.Command(command.Key, cancel) is not null;
        IReadOnlyList<Certificate> known = repeats ? [] : [.. (await certificates.OfProvider(provider, cancel)).Select(it => it.Value)];
        return ReadCertificates.From(text, terms, known, new Handing(actor, clock.Now, clock.Today));
    }
}
