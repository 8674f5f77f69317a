using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Show;

/// <summary>A certificate that the order rests on: as it was when the order was placed, and how the records have it today.</summary>
/// <param name="Today">Null where it is in no record any more.</param>
public sealed record CertificateThenAndNow(FrozenCertificate Then, EvidenceStatus? Today, int? LinesToday);

/// <summary>What the order was placed on, and what the records say today.</summary>
/// <param name="Whole">Whether what was frozen still has its hash.</param>
/// <param name="Today">The verdict on the listing as it is published today; null where it is not.</param>
public sealed record ConformityThenAndNow(FrozenOrder Frozen, bool Whole, Verdict? Today, IReadOnlyList<CertificateThenAndNow> Certificates);

/// <summary>A dispute as somebody sees it who may.</summary>
/// <param name="Side">For which side the reader may act; null where for none.</param>
/// <param name="MayDecide">Whether the reader is an arbiter who belongs to neither side.</param>
/// <param name="Held">Gross, minor units: what a decision shares.</param>
/// <param name="DecideBy">By then it is decided, or operator and arbiters are told.</param>
public sealed record DisputeView(
    DisputeAtHand At, DisputeStage Stage, Side? Side, bool MayDecide, Bilingual BuyerName, Bilingual ProviderName, Money Held, DateTimeOffset? AnswerBy, DateTimeOffset? DecideBy,
    ConformityThenAndNow Conformity)
{
    public Dispute Dispute => At.Dispute;

    public long Version => At.Document.Version;

    public bool Answers => Side is { } side && Stage.IsOpen() && OrderStates.Answers(side, At.Milestone);

    /// <summary>The buyer paid the provider directly: nothing is held here, and what goes back the provider sends.</summary>
    public bool IsDirect => At.Milestone.PaidBy == PayBy.Direct;

    public bool IsArgued => Side is not null && Stage.IsOpen();
}

/// <summary>Shows a dispute to its two sides, to arbiters, operators and auditors; a draft to its own side alone.</summary>
internal sealed class ShowDispute(
    DisputeSteps steps, WhoDecides who, IOrders orders, ICertificates certificates, IListings listings, IOrganisations organisations, IPayments payments, ListingConformity conformity, MarketClock clock)
{
    public async Task<Outcome<DisputeView>> Run(Actor actor, DisputeId id, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var at, out var refusal)) return refusal;
        var (it, milestone) = (at.Dispute, at.Milestone);
        var evidence = await orders.Evidence(it.Order, cancel) ?? throw new InvalidOperationException($"{it.Order} has no evidence.");
        var frozen = evidence.Read();
        var buyer = await organisations.Find([it.Buyer], cancel) is [var organisation] ? organisation.Value.Name : frozen.Buyer.Name;
        var payment = (await payments.Payment(it.Reference, cancel))?.Value;
        var stage = DisputeStages.Of(it, milestone, clock.Now);
        return new DisputeView(
            at, stage, DisputeSteps.Speaks(actor, it), stage.IsOpen() && await who.Refuses(actor, it, cancel) is null, buyer, frozen.Provider.Name,
            new Money((payment?.Held ?? 0) + (payment?.Part?.Gross ?? 0), milestone.Terms.Net.Currency),
            stage == DisputeStage.AwaitingAnswer ? milestone.Dispute?.AnswerBy : null, stage.IsOpen() && stage != DisputeStage.Overdue && milestone.Dispute is not null ? MilestoneClocks.DecidedBy(milestone) : null,
            await ThenAndNow(frozen, evidence.IsWhole, cancel));
    }

    private async Task<ConformityThenAndNow> ThenAndNow(FrozenOrder frozen, bool whole, CancellationToken cancel)
    {
        var today = (await certificates.Find([.. frozen.Certificates.Select(it => it.Id)], cancel)).ToDictionary(it => it.Value.Id, it => it.Value);
        Verdict? verdict = await listings.Find(frozen.Listing.Id, cancel) is { Value: { Status: ListingStatus.Published, Published: { } content } }
            ? conformity.Judge(content, (await certificates.Find([.. content.Certificates], cancel)).Select(it => it.Value), clock.Today).Result.Overall : null;
        return new ConformityThenAndNow(frozen, whole, verdict,
        [
            .. frozen.Certificates.Select(it => today.TryGetValue(it.Id, out var now)
                ? new CertificateThenAndNow(it, now.ToEvidence().StatusOn(clock.Today), now.ScopeLines.Count) : new CertificateThenAndNow(it, null, null)),
        ]);
    }
}
