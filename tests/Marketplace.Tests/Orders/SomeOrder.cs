using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Orders and requests for offers to begin a test with.</summary>
internal static class SomeOrder
{
    public static readonly DateTimeOffset Noon = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);

    public static readonly OrganisationId Buyer = OrganisationId.New(Noon);

    public static readonly ProviderId Provider = ProviderId.New(Noon);

    public static MilestoneTerms Terms(int number = 1, long net = 100_000, long vat = 6_000, string currency = "CNY") =>
        new(number, $"Part {number}", new Money(net, currency), new Money(vat, currency), new DateOnly(2027, 1, 15), ["Report"], "Signed by both", 7);

    public static Order Of(Confirmation? confirmation = null, params MilestoneState[] states) => new()
    {
        Id = OrderId.New(Noon), Listing = ListingId.New(Noon), Provider = Provider, Buyer = Buyer, PlacedBy = "wang", Title = Bilingual.Same("Lead in rice"),
        Way = OrderWay.PublishedPrice, Quantity = 1, Purchase = new PurchaseDetails(null, "Wang Ltd.", null), Contract = ContractFacts.Agreed(ContractKind.Service),
        Evidence = new string('a', 64), Certificates = [], Fees = new FeeTerms(1, 500, 600),
        Milestones = [.. (states.Length == 0 ? [MilestoneState.Planned] : states).Select((state, i) => new Milestone { Terms = Terms(i + 1), State = state })],
        Confirmation = confirmation ?? Confirmation.Given, PlacedAt = Noon, SavedAt = Noon,
    };

    public static Offer Asked() => new()
    {
        Id = OfferId.New(Noon), Listing = ListingId.New(Noon), Provider = Provider, Buyer = Buyer, AskedBy = "wang", Title = Bilingual.Same("Lead in rice"),
        Request = new OfferRequest("Ten samples", 10, null, [], null), AskedAt = Noon, SavedAt = Noon,
    };

    public static OfferVersion Version(int number, DateTimeOffset at, int days = 10) =>
        new(number, [Terms(1), Terms(2)], 600, DateOnly.FromDateTime(at.UtcDateTime).AddDays(days), at.AddDays(days), null, ContractKind.Service, at, "li");
}
