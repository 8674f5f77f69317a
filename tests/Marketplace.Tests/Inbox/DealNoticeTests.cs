using Marketplace.Adapters.Memory;
using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Identity.Staff;
using Marketplace.Inbox.Tell;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Inbox;

/// <summary>Who is told of what happens between a buyer and a provider.</summary>
public sealed class DealNoticeTests
{
    private readonly MemoryStore store = new();
    private readonly Order order = SomeOrder.Of(null, MilestoneState.Funded);
    private long position;

    [Fact]
    public async Task The_side_whose_turn_it_is_is_told_and_not_whoever_did_it()
    {
        await Parties();

        Assert.Equal(["li"], await Told(new OfferAsked(OfferId.New(SomeOrder.Noon), order.Buyer, order.Provider, order.Listing) with { By = "wang" }));
        Assert.Equal(["wang", "zhao"], await Told(new OfferMade(OfferId.New(SomeOrder.Noon), order.Buyer, order.Provider, 1) with { By = "li" }));
        Assert.Equal(["zhao"], await Told(new OfferQuestioned(OfferId.New(SomeOrder.Noon), order.Buyer, order.Provider, Side.Provider) with { By = "wang" }));
        Assert.Equal(["chen"], await Told(new OrderPlaced(order.Id, order.Buyer, order.Provider, order.Listing, "", Assent.AwaitingApproval) with { By = "wang" }));
        Assert.Equal(["li"], await Told(new OrderPlaced(order.Id, order.Buyer, order.Provider, order.Listing, "", Assent.AwaitingProvider) with { By = "wang" }));
        Assert.Equal(["li", "wang", "zhao"], await Told(new OrderLapsed(order.Id, order.Buyer, order.Provider, Assent.AwaitingProvider)));
        Assert.Empty(await Told(new OfferAccepted(OfferId.New(SomeOrder.Noon), order.Buyer, order.Provider, 1, order.Id)));
    }

    [Fact]
    public async Task A_milestone_that_moved_is_told_to_those_whom_its_row_names()
    {
        await Parties();

        Assert.Equal(["wang", "zhao"], await Told(Moved("T4", MilestoneState.Funded, MilestoneState.Delivered) with { By = "li" }));
        Assert.Equal(["li"], await Told(Moved("T5", MilestoneState.Delivered, MilestoneState.Funded) with { By = "wang" }));
        Assert.Equal(["wang", "zhao"], await Told(Moved("T6r", MilestoneState.Delivered, MilestoneState.Delivered)));
        Assert.Empty(await Told(Moved("T1", MilestoneState.Planned, MilestoneState.FundingPending)));
        Assert.Empty(await Told(Moved("T0", MilestoneState.FundingPending, MilestoneState.FundingPending)));
    }

    [Fact]
    public async Task Of_a_dispute_both_sides_and_arbiters_are_told_and_of_one_that_nobody_decides_operators_too()
    {
        await Parties();
        var (id, at) = (DisputeId.New(SomeOrder.Noon), (order.Id, order.Buyer, order.Provider));

        Assert.Equal(["li", "lu", "zhao"], await Told(new DisputeOpened(id, at.Id, 1, at.Buyer, at.Provider, Side.Buyer, DisputeReason.Late) with { By = "wang" }));
        Assert.Equal(["lu", "wang", "zhao"], await Told(new DisputeAnswered(id, at.Id, 1, at.Buyer, at.Provider, Side.Provider) with { By = "li" }));
        Assert.Equal(["li"], await Told(new DisputeArgued(id, at.Id, 1, at.Buyer, at.Provider, Side.Buyer, 2, null) with { By = "wang" }));
        Assert.Empty(await Told(new DisputeRulingProposed(id, at.Id, 1, at.Buyer, at.Provider, 1, 1) with { By = "lu" }));
        Assert.Equal(["li", "wang", "zhao"], await Told(new DisputeDecided(id, at.Id, 1, at.Buyer, at.Provider, 1, 1) with { By = "lu" }));
        Assert.Equal(["lu", "zhou"], await Told(Moved("T13", MilestoneState.Disputed, MilestoneState.Review)));
    }

    [Fact]
    public async Task A_message_and_a_step_of_a_sample_are_told_to_the_other_side()
    {
        await Parties();

        Assert.Equal(["li"], await Told(new MessageWritten(order.Id, order.Buyer, order.Provider, 1, Side.Buyer) with { By = "wang" }));
        Assert.Equal(["wang", "zhao"], await Told(new MessageWritten(order.Id, order.Buyer, order.Provider, 2, Side.Provider) with { By = "li" }));
        Assert.Empty(await Told(new MessagesRead(order.Id, order.Buyer, order.Provider, 2, Side.Buyer) with { By = "wang" }));
        Assert.Empty(await Told(Sample(SampleAct.Announce, SampleState.Announced) with { By = "wang" }));
        Assert.Equal(["li"], await Told(Sample(SampleAct.Send, SampleState.Sent) with { By = "wang" }));
        Assert.Equal(["wang", "zhao"], await Told(Sample(SampleAct.Receive, SampleState.Received) with { By = "li" }));
    }

    [Fact]
    public async Task A_change_is_told_to_whoever_answers_it_and_its_end_to_both()
    {
        await Parties();

        Assert.Equal(["wang", "zhao"], await Told(Proposed(Side.Provider, ChangeState.AwaitingBuyer) with { By = "li" }));
        Assert.Equal(["li"], await Told(Proposed(Side.Buyer, ChangeState.AwaitingProvider) with { By = "wang" }));
        Assert.Equal(["chen"], await Told(Proposed(Side.Buyer, ChangeState.AwaitingApproval) with { By = "wang" }));
        Assert.Equal(["chen"], await Told(Changed(ChangeState.AwaitingApproval) with { By = "wang" }));
        Assert.Equal(["li", "wang", "zhao"], await Told(Changed(ChangeState.AwaitingProvider) with { By = "chen" }));
        Assert.Equal(["li", "zhao"], await Told(Changed(ChangeState.Agreed) with { By = "wang" }));
        Assert.Equal(["wang", "zhao"], await Told(Changed(ChangeState.Declined) with { By = "li" }));
        Assert.Equal(["wang", "zhao"], await Told(Changed(ChangeState.Refused) with { By = "chen" }));
        Assert.Equal(["li", "wang", "zhao"], await Told(Changed(ChangeState.Lapsed)));
    }

    private OrderChangeProposed Proposed(Side from, ChangeState state) => new(order.Id, order.Buyer, order.Provider, 1, from, "", state);

    private OrderChangeMoved Changed(ChangeState state, Side from = Side.Buyer) => new(order.Id, order.Buyer, order.Provider, 1, from, Side.Buyer, "", state);

    private SampleMoved Sample(SampleAct act, SampleState state) => new(order.Id, order.Buyer, order.Provider, 1, act, state, null, null);

    [Fact]
    public async Task What_can_be_told_has_words_in_both_languages_and_leads_to_the_deal()
    {
        await Parties();
        foreach (var notice in (await Every()).SelectMany(it => it))
            foreach (var language in Enum.GetValues<Language>())
            {
                var words = NoticeText.Of(notice, language, "", "", "", "Lead in rice");
                Assert.Contains("Lead in rice", words.Title);
                Assert.StartsWith(notice.Dispute is { } about ? $"/disputes/{about}" : notice.Order is { } id ? $"/orders/{id}" : $"/offers/{notice.Offer}", words.Path, StringComparison.Ordinal);
            }
    }

    /// <summary>Every row of the table of milestones, and every event of orders and offers.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<Notice>>> Every()
    {
        var (offer, dispute, (id, buyer, provider)) = (OfferId.New(SomeOrder.Noon), DisputeId.New(SomeOrder.Noon), (order.Id, order.Buyer, order.Provider));
        List<MarketEvent> events =
        [
            new MessageWritten(id, buyer, provider, 1, Side.Buyer), .. Enum.GetValues<SampleAct>().Select(it => Sample(it, SampleState.Received)),
            new OfferAsked(offer, buyer, provider, order.Listing), new OfferMade(offer, buyer, provider, 1), new OfferQuestioned(offer, buyer, provider, Side.Buyer),
            new OfferDeclined(offer, buyer, provider, Side.Buyer), new OfferExpired(offer, buyer, provider),
            .. Enum.GetValues<Assent>().SelectMany(it => new MarketEvent[] { new OrderPlaced(id, buyer, provider, order.Listing, "", it), new OrderApproved(id, buyer, provider, it), new OrderLapsed(id, buyer, provider, it) }),
            new OrderRefused(id, buyer, provider), new OrderConfirmed(id, buyer, provider), new OrderDeclined(id, buyer, provider),
            new DisputeOpened(dispute, id, 1, buyer, provider, Side.Buyer, DisputeReason.Other), new DisputeAnswered(dispute, id, 1, buyer, provider, Side.Provider), new DisputeArgued(dispute, id, 1, buyer, provider, Side.Buyer, 1, null),
            new DisputeConceded(dispute, id, 1, buyer, provider, Side.Buyer), new DisputeRulingProposed(dispute, id, 1, buyer, provider, 1, 1), new DisputeDecided(dispute, id, 1, buyer, provider, 1, 1),
            .. Enum.GetValues<ChangeState>().SelectMany(it => new MarketEvent[] { Proposed(Side.Provider, it), Changed(it), Changed(it, Side.Provider) }),
            .. from row in MilestoneTable.Rows from @from in row.From from to in row.To select Moved(row.Name, @from, to),
        ];
        var told = new List<IReadOnlyList<Notice>>();
        foreach (var happened in events) told.Add(await Deals.Of(new LoggedEvent(++position, SomeOrder.Noon, happened), default));
        Assert.True(told.Sum(it => it.Count) > 50);
        return told;
    }

    private MilestoneMoved Moved(string row, MilestoneState from, MilestoneState to) =>
        new($"{order.Id}/1", row, from, to, Party.Buyer) { Tell = MilestoneTable.Rows.First(it => it.Name == row).Notice };

    private WhomOfDeals Deals => new(new WhomToTell(new MemoryOrganisations(store), new MemoryCertificates(store), new MemoryInvitations(store), new MemoryNotices(store)), new MemoryOrganisations(store), new MemoryOrders(store), new MemoryPersonRecords(store));

    private async Task<IReadOnlyList<string>> Told(MarketEvent happened) =>
        [.. (await Deals.Of(new LoggedEvent(++position, SomeOrder.Noon, happened), default)).Select(it => it.Person).Order(StringComparer.Ordinal)];

    /// <summary>Wang and Zhao buy, Chen approves; Li edits for the provider; Lu decides disputes, Zhou operates.</summary>
    private async Task Parties()
    {
        var buyers = Organisation.Found(order.Buyer, Bilingual.Same("Buyers"), "wang", [Role.Buyer], SomeOrder.Noon)
            .With(new Member("zhao", [Role.ProcurementOfficer], SomeOrder.Noon), SomeOrder.Noon).With(new Member("chen", [Role.Approver], SomeOrder.Noon), SomeOrder.Noon);
        var firm = OrganisationId.New(SomeOrder.Noon);
        var lab = Organisation.Found(firm, Bilingual.Same("Lab"), "li", [Role.ProviderAdmin], SomeOrder.Noon).SpeakingFor(order.Provider, SomeOrder.Noon);
        Assert.True((await store.Commit(new Changes(
        [
            StoredAs<Organisation>.Write(order.Buyer.Value, buyers, 0), StoredAs<Organisation>.Write(firm.Value, lab, 0),
            StoredAs<Speaker>.Write(order.Provider.Value, new Speaker(firm), 0), StoredAs<Order>.Write(order.Id.Value, order, 0),
            StoredAs<PlatformStaff>.Write(PlatformStaff.Id, new PlatformStaff([new StaffMember("lu", [PlatformRole.Arbiter]), new StaffMember("zhou", [PlatformRole.Operator])]), 0),
        ], [], SomeOrder.Noon))).Succeeded);
    }
}
