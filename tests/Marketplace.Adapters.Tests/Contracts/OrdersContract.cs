using System.Text.Json;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Orders.Refile;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class OrdersContract(Records records) : IDisposable
{
    private readonly OrganisationId buyer = OrganisationId.New(Given.Noon);
    private readonly ProviderId provider = ProviderId.New(Given.Noon);

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_found_whole_and_so_is_what_it_rests_on()
    {
        var order = await Keep(0);
        var evidence = new OrderEvidence("""{"a":"\u00e9 1.50"}""", new string('c', 64));
        Assert.True((await records.Store.Commit(new Changes([StoredAs<OrderEvidence>.Write(order.Id.Value, evidence, 0)], [new OrderConfirmed(order.Id, buyer, provider)], Given.Noon))).Succeeded);

        var found = await records.Orders.Find(order.Id);
        Assert.Equal(1, found!.Version);
        Assert.Equivalent(order, found.Value, strict: true);
        Assert.Equal(evidence, await records.Orders.Evidence(order.Id));
        Assert.Null(await records.Orders.Find(OrderId.New(Given.Noon)));
        Assert.Null(await records.Orders.Evidence(OrderId.New(Given.Noon)));
    }

    [Fact]
    public async Task Changes_are_found_by_their_order_in_the_order_in_which_they_were_proposed()
    {
        var (order, other) = (await Keep(0), await Keep(1));
        ChangeDocument Document(string text) => new($$"""{"reason":"{{text}} \u00e9"}""", new string('d', 64));
        Assert.True((await records.Store.Commit(new Changes(
            [.. new[] { 10, 2, 1 }.Select(number => StoredAs<ChangeDocument>.Write(ChangeDocument.IdOf(order.Id, number), Document($"{number}"), 0)), StoredAs<ChangeDocument>.Write(ChangeDocument.IdOf(other.Id, 1), Document("other"), 0)],
            [new OrderConfirmed(order.Id, buyer, provider)], Given.Noon))).Succeeded);
        Assert.Equal([Document("1"), Document("2"), Document("10")], await records.Orders.Changes(order.Id));
        Assert.Equal([Document("other")], await records.Orders.Changes(other.Id));
    }

    [Fact]
    public async Task A_change_that_waits_puts_its_order_on_the_desk_of_whoever_answers_and_falls_due()
    {
        var (waiting, other) = (await Keep(0, MilestoneState.Funded), await Keep(1, MilestoneState.Funded));
        var changed = waiting with { Changes = [new OrderChange(1, new string('d', 64), ChangeState.AwaitingBuyer, Given.Noon.AddDays(14), 14, new ChangeSaid(Side.Provider, "li", Given.Noon, "Why"))] };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Order>.Write(waiting.Id.Value, changed, 1)], [new OrderChangeProposed(waiting.Id, buyer, provider, 1, Side.Provider, changed.Changes[0].Hash, changed.Changes[0].State)], Given.Noon))).Succeeded);
        Assert.Equivalent(changed, (await records.Orders.Find(waiting.Id))!.Value, strict: true);
        Assert.Equal([waiting.Id, other.Id], Ids(await records.Orders.OfBuyer(buyer, null, 10)));
        Assert.Equal([waiting.Id], Ids(await records.Orders.DueBefore(Given.Noon.AddDays(14).AddMilliseconds(1), 10)));
    }

    [Fact]
    public async Task Each_desk_holds_its_owners_orders_what_waits_for_them_first()
    {
        var (paying, delivering) = (await Keep(0), await Keep(1, MilestoneState.Funded));
        var (over, confirming) = (await Keep(2, MilestoneState.Released), await Keep(3, confirmation: new Confirmation(Assent.AwaitingProvider, Given.Noon.AddDays(2))));
        await Keep(4, of: OrganisationId.New(Given.Noon));

        Assert.Equal([paying.Id, confirming.Id, delivering.Id, over.Id], Ids(await records.Orders.OfBuyer(buyer, null, 10)));
        Assert.Equal(confirming.Id, Ids(await records.Orders.OfProvider(provider, null, 10))[0]);
        Assert.Equal(5, (await records.Orders.OfProvider(provider, null, 10)).Count);
        Assert.Equal([paying.Id], Ids(await records.Orders.OfBuyer(buyer, null, 1)));
        Assert.Equal([delivering.Id, over.Id], Ids(await records.Orders.OfBuyer(buyer, confirming.BuyerPlace, 10)));
        Assert.Empty(await records.Orders.OfBuyer(OrganisationId.From("""{"$ne":null}"""), null, 10));
    }

    [Fact]
    public async Task What_is_due_is_found_the_longest_due_first_and_nothing_else()
    {
        var (later, sooner) = (await Keep(0, confirmation: new Confirmation(Assent.AwaitingProvider, Given.Noon.AddDays(2))), await Keep(1, confirmation: new Confirmation(Assent.AwaitingProvider, Given.Noon.AddDays(1))));
        await Keep(2);

        Assert.Equal([sooner.Id, later.Id], Ids(await records.Orders.DueBefore(Given.Noon.AddDays(9), 10)));
        Assert.Equal([sooner.Id], Ids(await records.Orders.DueBefore(Given.Noon.AddDays(9), 1)));
        Assert.Equal([sooner.Id], Ids(await records.Orders.DueBefore(Given.Noon.AddDays(1).AddMilliseconds(1), 10)));
        Assert.Empty(await records.Orders.DueBefore(Given.Noon.AddDays(1), 10));
    }

    [Fact]
    public async Task Each_side_pages_through_its_orders_in_the_order_in_which_they_were_placed()
    {
        var (first, second, third) = (await Keep(0, MilestoneState.Released), await Keep(1), await Keep(2, MilestoneState.Funded));
        var other = await Keep(3, of: OrganisationId.New(Given.Noon));

        Assert.Equal([third.Id, second.Id], Ids(await records.Orders.PlacedBy(buyer, null, 2)));
        Assert.Equal([first.Id], Ids(await records.Orders.PlacedBy(buyer, second.Id, 2)));
        Assert.Equal([other.Id, third.Id, second.Id, first.Id], Ids(await records.Orders.PlacedWith(provider, null, 10)));
        Assert.Equal([second.Id], Ids(await records.Orders.PlacedWith(provider, third.Id, 1)));
        Assert.Empty(await records.Orders.PlacedBy(OrganisationId.From("""{"$ne":null}"""), null, 10));
    }

    [Fact]
    public async Task A_code_leads_to_the_milestone_that_it_was_given_for()
    {
        var order = await Keep(0);
        Assert.True((await records.Store.Commit(new Changes([StoredAs<CheckCode>.Write("0123456789AB", new CheckCode(order.Id, 2), 0)], [new OrderConfirmed(order.Id, buyer, provider)], Given.Noon))).Succeeded);

        Assert.Equal(new CheckCode(order.Id, 2), await records.Orders.Check("0123456789AB"));
        Assert.Null(await records.Orders.Check("0123456789AC"));
        Assert.Null(await records.Orders.Check("""{"$ne":null}"""));
    }

    [Fact]
    public async Task What_a_person_must_act_on_and_what_cannot_be_held_much_longer_are_found()
    {
        var (first, second) = (await Keep(0, MilestoneState.Review), await Keep(1, MilestoneState.Review));
        var (later, sooner) = (await Keep(2, MilestoneState.Funded, holdDays: 20), await Keep(3, MilestoneState.Funded, holdDays: 10));
        await Keep(4, MilestoneState.Released, holdDays: 5);
        await Keep(5);

        Assert.Equal([first.Id, second.Id], Ids(await records.Orders.InReview(null, 10)));
        Assert.Equal([second.Id], Ids(await records.Orders.InReview(first.Id.Value, 10)));
        Assert.Equal([first.Id], Ids(await records.Orders.InReview(null, 1)));
        Assert.Equal([sooner.Id, later.Id], Ids(await records.Orders.HeldUntil(Given.Noon.AddDays(30), 10)));
        Assert.Equal([sooner.Id], Ids(await records.Orders.HeldUntil(Given.Noon.AddDays(15), 10)));
        Assert.Empty(await records.Orders.HeldUntil(Given.Noon.AddDays(9), 10));
    }

    [Fact]
    public async Task Orders_that_were_written_before_there_were_such_lists_are_put_into_them_and_changed_in_nothing()
    {
        var (review, held, over) = (Of(0, MilestoneState.Review), Of(1, MilestoneState.Funded, holdDays: 10), Of(2, MilestoneState.Released));
        foreach (var order in new[] { review, held, over })
        {
            var before = JsonSerializer.SerializeToNode(order, MarketJson.Options)!.AsObject();
            Assert.True(before.Remove("inReview") && before.Remove("heldUntil"));
            Assert.True((await records.Store.Commit(new Changes(
                [new Write(StoredAs<Order>.Collection, order.Id.Value, before, 0)], [new OrderPlaced(order.Id, buyer, provider, order.Listing, order.Evidence, Assent.Confirmed)], order.PlacedAt))).Succeeded);
        }
        for (var i = 0; i < 200 && await records.Log.Head() < 3; i++) await Task.Delay(50);
        var (job, said) = (new RefileOrders(records.Store, records.Orders, records.Log, new MarketClock(TimeProvider.System, TimeZoneInfo.Utc)), new Said());

        await job.Run(said, CancellationToken.None);
        Assert.StartsWith("Done: 3 orders looked at", said.Last, StringComparison.Ordinal);
        Assert.Equal([review.Id], Ids(await records.Orders.InReview(null, 10)));
        Assert.Equal([held.Id], Ids(await records.Orders.HeldUntil(Given.Noon.AddDays(30), 10)));
        Assert.Equivalent(held, (await records.Orders.Find(held.Id))!.Value, strict: true);
        Assert.Equal(1, (await records.Orders.Find(over.Id))!.Version);

        // Given again, it writes nothing.
        var version = (await records.Orders.Find(review.Id))!.Version;
        await job.Run(said, CancellationToken.None);
        Assert.Contains(", 0 put", said.Last, StringComparison.Ordinal);
        Assert.Equal(version, (await records.Orders.Find(review.Id))!.Version);
    }

    [Fact]
    public async Task Samples_and_messages_are_found_by_their_order_the_newest_message_first()
    {
        var (order, other) = (await Keep(0), await Keep(1));
        var photo = new Marketplace.Files.StoredFile(new string('b', 64), "a.png", "image/png", 9);
        var samples = new OrderSamples(order.Id, [new Sample(1, "R-1", null, SampleState.Received, [new SampleStep(Given.Noon, SampleAct.Receive, Side.Provider, "li", "cold", SampleCondition.Damaged, photo, new DateOnly(2027, 1, 15))])]);
        var conversation = new Conversation(3, new ReadMark(2, Given.Noon));
        OrderMessage[] messages = [.. new[] { 2, 1, 3 }.Select(number => new OrderMessage(order.Id, number, Side.Buyer, "wang", $"Line\n{number}", [photo], Given.Noon)), new OrderMessage(other.Id, 1, Side.Buyer, "wang", "x", [], Given.Noon)];
        Assert.True((await records.Store.Commit(new Changes(
        [
            StoredAs<OrderSamples>.Write(order.Id.Value, samples, 0), StoredAs<Conversation>.Write(order.Id.Value, conversation, 0),
            .. messages.Select(it => StoredAs<OrderMessage>.Write(OrderMessage.IdOf(it.Order, it.Number), it, 0)),
        ], [new OrderConfirmed(order.Id, buyer, provider)], Given.Noon))).Succeeded);

        Assert.Equivalent(samples, (await records.Orders.Samples(order.Id))!.Value, strict: true);
        Assert.Equal(new Document<Conversation>(conversation, 1), await records.Orders.Conversation(order.Id));
        Assert.Equal([3, 2], (await records.Orders.Messages(order.Id, null, 2)).Select(it => it.Number));
        Assert.Equal([2, 1], (await records.Orders.Messages(order.Id, 3, 9)).Select(it => it.Number));
        Assert.Equivalent(messages[1], Assert.Single(await records.Orders.Messages(order.Id, 2, 9)), strict: true);
        Assert.Null(await records.Orders.Samples(other.Id));
        Assert.Null(await records.Orders.Conversation(other.Id));
    }

    [Fact]
    public async Task Terms_are_found_by_whose_they_are()
    {
        var (selling, buying) = (new SellingTerms(600, 7), new BuyingTerms(new Money(100, "CNY"), "Ltd.", null));
        Assert.True((await records.Store.Commit(new Changes(
            [StoredAs<SellingTerms>.Write(provider.Value, selling, 0), StoredAs<BuyingTerms>.Write(buyer.Value, buying, 0)], [new SellingTermsSaved(provider, 600, 7)], Given.Noon))).Succeeded);

        Assert.Equal(new Document<SellingTerms>(selling, 1), await records.Orders.Selling(provider));
        Assert.Equal(new Document<BuyingTerms>(buying, 1), await records.Orders.Buying(buyer));
        Assert.Null(await records.Orders.Selling(ProviderId.New(Given.Noon)));
        Assert.Null(await records.Orders.Buying(OrganisationId.New(Given.Noon)));
    }

    [Fact]
    public async Task Requests_for_offers_lie_on_both_desks_and_fall_due()
    {
        var (first, second) = (await Ask(0), await Ask(1));
        var offered = second with { WaitsFor = Side.Buyer };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Offer>.Write(second.Id.Value, offered, 1)], [new OfferMade(second.Id, buyer, provider, 1)], Given.Noon))).Succeeded);

        Assert.Equivalent(offered, (await records.Offers.Find(second.Id))!.Value, strict: true);
        Assert.Equal([second.Id, first.Id], Offers(await records.Offers.OfBuyer(buyer, null, 10)));
        Assert.Equal([first.Id, second.Id], Offers(await records.Offers.OfProvider(provider, null, 10)));
        Assert.Equal([second.Id], Offers(await records.Offers.OfProvider(provider, first.ProviderPlace, 10)));
        Assert.Equal([first.Id], Offers(await records.Offers.DueBefore(first.Until.AddMilliseconds(1), 10)));
        Assert.Empty(await records.Offers.DueBefore(first.Until, 10));
        Assert.Null(await records.Offers.Find(OfferId.New(Given.Noon)));
    }

    private static IReadOnlyList<OrderId> Ids(IReadOnlyList<Document<Order>> found) => [.. found.Select(it => it.Value.Id)];

    private static IReadOnlyList<OfferId> Offers(IReadOnlyList<Document<Offer>> found) => [.. found.Select(it => it.Value.Id)];

    private async Task<Order> Keep(int minute, MilestoneState state = MilestoneState.Planned, Confirmation? confirmation = null, OrganisationId? of = null, int? holdDays = null)
    {
        var order = Of(minute, state, confirmation, of, holdDays);
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Order>.Write(order.Id.Value, order, 0)], [new OrderConfirmed(order.Id, buyer, provider)], order.PlacedAt))).Succeeded);
        return order;
    }

    private Order Of(int minute, MilestoneState state, Confirmation? confirmation = null, OrganisationId? of = null, int? holdDays = null)
    {
        var at = Given.Noon.AddMinutes(minute);
        return new Order
        {
            Id = OrderId.New(at), Listing = ListingId.New(at), Provider = provider, Buyer = of ?? buyer, PlacedBy = "wang", Title = new Bilingual("大米中铅", "Lead in rice"),
            Way = OrderWay.PublishedPrice, Quantity = 1, Purchase = new PurchaseDetails("PO-1", "Ltd.", null), Contract = ContractFacts.Agreed(ContractKind.Service), Evidence = new string('a', 64),
            Certificates = [CertificateId.New(at)], Fees = new FeeTerms(1, 500, 600), Confirmation = confirmation ?? Confirmation.Given, PlacedAt = at, SavedAt = at,
            Milestones = [new Milestone { Terms = new MilestoneTerms(1, "Tests", new Money(1_000, "CNY"), new Money(60, "CNY"), new DateOnly(2027, 1, 15), ["Report"], "Signed", 7), State = state, HoldLimit = holdDays is { } days ? Given.Noon.AddDays(days) : state == MilestoneState.Funded ? Given.Noon.AddDays(81) : null }],
            Steps = [new OrderStep(at, OrderStepKind.Placed, Side.Buyer, "wang")],
        };
    }

    private sealed class Said : IProgress<string>
    {
        public string Last { get; private set; } = "";

        public void Report(string value) => Last = value;
    }

    private async Task<Offer> Ask(int minute)
    {
        var at = Given.Noon.AddMinutes(minute);
        var offer = new Offer
        {
            Id = OfferId.New(at), Listing = ListingId.New(at), Provider = provider, Buyer = buyer, AskedBy = "wang", Title = new Bilingual("大米中铅", "Lead in rice"),
            Request = new OfferRequest("Ten\nsamples", 10, new DateOnly(2027, 1, 15), [new(new string('b', 64), "a.pdf", "application/pdf", 9)], "/search?q=lead"), AskedAt = at, SavedAt = at,
        };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Offer>.Write(offer.Id.Value, offer, 0)], [new OfferAsked(offer.Id, buyer, provider, offer.Listing)], at))).Succeeded);
        return offer;
    }
}
