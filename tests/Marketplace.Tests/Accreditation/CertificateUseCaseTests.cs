using Marketplace.Accreditation.Amend;
using Marketplace.Accreditation.Check;
using Marketplace.Accreditation.Documents;
using Marketplace.Accreditation.Import;
using Marketplace.Accreditation.Present;
using Marketplace.Adapters.Memory;
using Marketplace.Files;
using Marketplace.Files.Scan;
using Marketplace.Identity;
using Marketplace.Rigs;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class CertificateUseCaseTests
{
    private readonly MemoryStore store = new();
    private readonly MemoryCertificates certificates;
    private readonly MarketClock clock = new(new FakeTimeProvider(Samples.Now), TimeZoneInfo.Utc);
    private readonly OneProvider providers = new();
    private readonly MemoryFiles files = new();

    public CertificateUseCaseTests() => certificates = new MemoryCertificates(store);

    [Fact]
    public async Task A_provider_presents_a_certificate_and_the_event_is_in_the_same_commit()
    {
        var saved = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input)).Value;
        Assert.Equal(1, (await certificates.Find(saved.Document.Value.Id))!.Version);
        Assert.Equal(saved.Document.Value.Id.Value, Assert.Single(await store.After(0, 10)).Event.Subject);
    }

    [Fact]
    public async Task Nobody_presents_for_another_provider_or_one_that_is_not_there()
    {
        Assert.Equal(RefusalKind.Forbidden, (await Present.Run(Samples.Stranger, Samples.Provider, Samples.Input)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Present.Run(Actor.Anonymous, Samples.Provider, Samples.Input)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Present.Run(Samples.Operator, ProviderId.New(Samples.Now), Samples.Input)).Refusal!.Kind);
    }

    [Fact]
    public async Task Sending_the_same_form_twice_has_one_effect()
    {
        var first = await Once();
        var second = await Once();
        Assert.Equal(first.Document.Value.Id.Value, second.Repeated);
        Assert.Single(await certificates.OfProvider(Samples.Provider));

        async Task<Saved<Certificate>> Once() => (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input,
            document => new Command("editor:form:1", "same", document.Value.Id.Value))).Value;
    }

    [Fact]
    public async Task A_stale_version_is_refused_with_the_one_that_stands()
    {
        var id = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input)).Value.Document.Value.Id;
        Assert.Equal(2, (await Amend.Run(Samples.Editor, id, 1, Samples.Input with { Issuer = "CNAS 2" })).Value.Document.Version);
        var refusal = (await Amend.Run(Samples.Editor, id, 1, Samples.Input)).Refusal!;
        Assert.Equal((RefusalKind.Stale, 2L), (refusal.Kind, refusal.Current!.Value));
        Assert.Equal(RefusalKind.Stale, (await Amend.Run(Samples.Editor, id, 0, Samples.Input)).Refusal!.Kind);
    }

    [Fact]
    public async Task Only_an_operator_records_a_check()
    {
        var id = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input)).Value.Document.Value.Id;
        var check = new CheckCertificate(store, certificates, clock);
        var finding = new CheckFinding(Verification.RegisterChecked, Samples.Today, "cnas.org.cn, entry of the day");
        Assert.Equal(RefusalKind.Forbidden, (await check.Run(Samples.Editor, id, 1, finding)).Refusal!.Kind);
        Assert.Equal("checked_on", (await check.Run(Samples.Operator, id, 1, finding with { CheckedOn = Samples.Today.AddDays(1) })).Refusal!.First.Field);
        Assert.Equal("note", (await check.Run(Samples.Operator, id, 1, finding with { Note = " " })).Refusal!.First.Field);

        var it = (await check.Run(Samples.Operator, id, 1, finding)).Value.Document.Value;
        Assert.Equal((Verification.RegisterChecked, Samples.Today, "Operator"), (it.Verification, it.CheckedOn, it.CheckedBy!.En));
    }

    [Fact]
    public async Task An_import_stores_everything_or_nothing()
    {
        const string header = "number,standard_id,evidence_type,issuer,valid_from,parameter\n";
        const string good = "A-DEMO,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Pb\n";
        var import = new ImportCertificates(store, certificates, providers, Samples.Terms, clock);

        Assert.False((await import.Run(Samples.Editor, Samples.Provider, header + good + "B-DEMO,iso-0,accreditation,CNAS,2024-03-01,Pb\n")).Value.IsGood);
        Assert.Empty(await certificates.OfProvider(Samples.Provider));

        Assert.True((await import.Run(Samples.Editor, Samples.Provider, header + good + good.Replace("A-", "B-"))).Value.IsGood);
        Assert.Equal(["A-DEMO", "B-DEMO"], (await certificates.OfProvider(Samples.Provider)).Select(it => it.Value.Number));
        Assert.Equal(RefusalKind.Forbidden, (await import.Run(Samples.Stranger, Samples.Provider, header + good)).Refusal!.Kind);
    }

    [Fact]
    public async Task One_number_to_one_standard_is_one_certificate_of_a_provider()
    {
        var first = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input)).Value.Document.Value;
        var again = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input with { Number = "cnas  l00001-demo" })).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "number_taken", "number"), (again.Kind, again.First.Code, again.First.Field));

        // To another standard the same number is another certificate, until an edit makes the two alike.
        var other = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input with { StandardId = "gbt-27025-2019" })).Value.Document.Value;
        Assert.Equal("number_taken", (await Amend.Run(Samples.Editor, other.Id, 1, Samples.Input)).Refusal!.First.Code);
        Assert.True((await Amend.Run(Samples.Editor, first.Id, 1, Samples.Input with { Issuer = "CNAS, Beijing" })).Succeeded);
    }

    [Fact]
    public async Task A_certificate_sent_twice_with_one_key_is_stored_once()
    {
        Func<Document<Certificate>, Command?> command = document => new Command("editor:form:1", "same", document.Value.Id.Value);
        var first = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input, command)).Value;
        Assert.Equal(first.Document.Value.Id.Value, (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input, command)).Value.Repeated);
        Assert.Single(await certificates.OfProvider(Samples.Provider));
    }

    [Theory]
    [InlineData("A-DEMO,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Pb", 2)]
    [InlineData("B-DEMO,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Pb\nb-demo,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Cd", 3)]
    public async Task An_import_names_the_row_whose_certificate_is_here_already(string rows, int line)
    {
        const string header = "number,standard_id,evidence_type,issuer,valid_from,parameter\n";
        const string standing = "A-DEMO,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Pb\n";
        var import = new ImportCertificates(store, certificates, providers, Samples.Terms, clock);
        var once = new Command("editor:import:1", "same", "stored");
        Assert.True((await import.Run(Samples.Editor, Samples.Provider, header + standing, once)).Value.IsGood);

        var report = (await import.Run(Samples.Editor, Samples.Provider, header + rows)).Value;
        var faulty = Assert.Single(report.Rows, row => row.Problems.Count > 0);
        Assert.Equal((line, "number_taken"), (faulty.Line, faulty.Problems[0].Code));
        Assert.True((await import.Run(Samples.Editor, Samples.Provider, header + standing, once)).Value.IsGood);
        Assert.Single(await certificates.OfProvider(Samples.Provider));
    }

    [Fact]
    public async Task What_is_attached_and_checked_is_in_the_same_commit_each_as_an_event_of_its_own()
    {
        var upload = new Upload("a.pdf", null, new MemoryStream(SampleFiles.Pdf()));
        var presented = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input, upload: upload)).Value.Document.Value;
        var hash = Assert.Single(presented.Documents).File.Hash;
        var finding = new CheckFinding(Verification.DocumentSeen, Samples.Today, "page by page", hash);
        await new CheckCertificate(store, certificates, clock).Run(Samples.Operator, presented.Id, 1, finding);
        await new CheckCertificate(store, certificates, clock).Run(Samples.Operator, presented.Id, 2, new CheckFinding(Verification.Declared, null, null));

        Assert.Equal(
            [
                new CertificateSaved(presented.Id, Samples.Provider), new CertificateDocumentAttached(presented.Id, Samples.Provider, hash),
                new CertificateSaved(presented.Id, Samples.Provider), new CertificateChecked(presented.Id, Samples.Provider, Verification.DocumentSeen, Samples.Today, hash),
                new CertificateSaved(presented.Id, Samples.Provider), new CertificateChecked(presented.Id, Samples.Provider, Verification.Declared, null, null),
            ],
            (await store.After(0, 10)).Select(it => it.Event));
        var stands = (await certificates.Find(presented.Id))!.Value;
        Assert.Null(stands.CheckedOn);
        Assert.Equal([(Verification.DocumentSeen, hash), (Verification.Declared, null)], stands.Checks.Select(it => (it.Verification, it.Document)));
    }

    [Fact]
    public async Task At_most_ten_documents_are_attached()
    {
        var id = (await Present.Run(Samples.Editor, Samples.Provider, Samples.Input)).Value.Document.Value.Id;
        for (var i = 1; i <= 11; i++)
        {
            var upload = new Upload("a.pdf", null, new MemoryStream(SampleFiles.Pdf($"{i}")));
            var outcome = await new AttachDocument(store, certificates, Documents, clock).Run(Samples.Editor, id, i, upload);
            Assert.Equal(i == 11 ? "too_many" : null, outcome.Refusal?.First.Code);
        }
        Assert.Equal(RefusalKind.Forbidden, (await new AttachDocument(store, certificates, Documents, clock).Run(Samples.Stranger, id, 11, new Upload("a.pdf", null, Stream.Null))).Refusal!.Kind);
    }

    private CertificateDocuments Documents => new(new TakeFile(files, new EicarScanner(), NullLogger<TakeFile>.Instance), files);

    private PresentCertificate Present => new(store, certificates, providers, Samples.Terms, Documents, clock);

    private AmendCertificate Amend => new(store, certificates, Samples.Terms, Documents, clock);

    private sealed class OneProvider : IProviderNames
    {
        private static readonly ProviderName known = new(Samples.Provider, Bilingual.Same("DEMO"), null);

        public ValueTask<ProviderName?> Find(ProviderId provider, CancellationToken cancel = default) =>
            ValueTask.FromResult(provider == Samples.Provider ? known : null);

        public ValueTask<IReadOnlyList<ProviderId>> Suspended(IReadOnlyCollection<ProviderId> among, CancellationToken cancel = default) =>
            ValueTask.FromResult<IReadOnlyList<ProviderId>>([]);

        public ValueTask<IReadOnlyList<ProviderName>> First(int most, CancellationToken cancel = default) =>
            ValueTask.FromResult<IReadOnlyList<ProviderName>>([known]);
    }
}
