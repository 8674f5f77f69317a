using System.Text.Json;
using Marketplace.Listings;
using Marketplace.Standards;

namespace Marketplace.Demo.Making;

/// <summary>
/// What a firm keeps beside its offer, so that its list shows every state: a draft with gaps, a listing withdrawn, and one whose own
/// day has passed. They come on top of the listings asked for and none is ever found by search.
/// </summary>
internal sealed class AsideListings
{
    /// <summary>One firm in so many has something aside; each of the cast has.</summary>
    private const int Every = 12;

    private static readonly string[] open = ["conformity_claims", "price", "acceptance_criteria", "deliverables"];

    private readonly FirmPlan plan;
    private readonly List<ListingDraft> drafts = [];

    public AsideListings(FirmPlan plan, ListingMaker listings)
    {
        this.plan = plan;
        if (plan.Lapses || (!plan.IsCast && plan.Index % Every != 0)) return;
        // Something must have happened between its publication and today.
        if (plan.PublicationDays[0] > plan.Today.AddDays(-3)) return;
        for (var i = 0; i < 3; i++) drafts.Add(listings.Make(plan.Classes[i % plan.Classes.Count], plan.PublicationDays[0]));
    }

    /// <summary>Every state of each, once the firm's certificates are there to be judged by.</summary>
    public IReadOnlyList<IReadOnlyList<Listing>> After(Func<ListingDraft, Answers, Listing> publish, Func<ListingDraft, Listing> draft, Days days)
    {
        if (drafts is not [var begun, var withdrawn, var past]) return [];
        var first = publish(withdrawn, withdrawn.Answers);
        return
        [
            [draft(begun with { PublishedOn = plan.Today.AddDays(-plan.Dice.Between(1, 6)), Answers = Begun(begun.Answers), RestsOn = [] })],
            [first, FirmMaker.Accepted(first.Withdraw(days.At(Between(withdrawn), 400)), "a listing to withdraw")],
            [publish(past, Until(past.Answers, Between(past)))],
        ];
    }

    private DateOnly Between(ListingDraft listing) =>
        DateOnly.FromDayNumber(plan.Dice.Between(listing.PublishedOn.DayNumber + 1, plan.Today.DayNumber - 1));

    /// <summary>As far as somebody gets in a first sitting: what it is, but not yet for how much and on what evidence.</summary>
    private static Answers Begun(Answers answers) => open.Aggregate(answers, (kept, key) => kept.With(key, null));

    private static Answers Until(Answers answers, DateOnly day) =>
        answers.With("listing_valid_until", JsonSerializer.SerializeToElement(ListingMaker.Day(day)));
}
