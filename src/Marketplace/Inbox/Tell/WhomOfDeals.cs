using System.Globalization;
using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Tell;

/// <summary>Who is told of what happens between a buyer and a provider: the side whose turn it is, or that must know. Nobody is told what they did themselves.</summary>
internal sealed class WhomOfDeals(WhomToTell whom, IOrganisations organisations, IOrders orders, IPersonRecords people)
{
    private enum To { Buyers, Approvers, Provider, Arbiters, Operators }

    private sealed record Told(string What, params To[] Whom);

    public async Task<IReadOnlyList<Notice>> Of(LoggedEvent logged, CancellationToken cancel)
    {
        var notices = logged.Event switch
        {
            OfferEvent it when OfOffer(it) is { } told => await Notices(told, NoticeKind.OfferNews, it.Buyer, it.Provider, logged, notice => notice with { Offer = it.Offer }, cancel),
            MessageWritten it => await Notices([new(nameof(MessageWritten), it.From == Side.Buyer ? To.Provider : To.Buyers)], NoticeKind.MessageNews, it.Buyer, it.Provider, logged, notice => notice with { Order = it.Order }, cancel),
            SampleMoved it => await Notices(OfSample(it), NoticeKind.SampleNews, it.Buyer, it.Provider, logged, notice => notice with { Order = it.Order, Milestone = it.Sample }, cancel),
            TaxInvoiceAttached it => await Notices([new(it.Replaced ? "TaxInvoiceReplaced" : nameof(TaxInvoiceAttached), To.Buyers)], NoticeKind.OrderNews, it.Buyer, it.Provider, logged, notice => notice with { Order = it.Order, Milestone = it.Milestone }, cancel),
            OrderEvent it => await Notices(OfOrder(it), NoticeKind.OrderNews, it.Buyer, it.Provider, logged, notice => notice with { Order = it.Order }, cancel),
            DisputeEvent it => await Notices(OfDispute(it), NoticeKind.DisputeNews, it.Buyer, it.Provider, logged, notice => notice with { Order = it.Order, Milestone = it.Milestone, Dispute = it.Dispute }, cancel),
            MilestoneMoved it => await OfMilestone(it, logged, cancel),
            _ => [],
        };
        return [.. notices.Where(it => it.Person != logged.Event.By)];
    }

    /// <summary>Something that can happen, for showing how a notice of the kind reads.</summary>
    public static string? Sample(NoticeKind kind) => kind switch
    {
        NoticeKind.OfferNews => nameof(OfferMade), NoticeKind.OrderNews => nameof(OrderPlaced), NoticeKind.MilestoneNews => "T4", NoticeKind.DisputeNews => nameof(DisputeOpened),
        NoticeKind.MessageNews => nameof(MessageWritten), NoticeKind.SampleNews => nameof(SampleAct.Receive), _ => null,
    };

    private static Told? OfOffer(OfferEvent happened) => happened switch
    {
        OfferAsked => new(nameof(OfferAsked), To.Provider),
        OfferMade => new(nameof(OfferMade), To.Buyers),
        OfferQuestioned it => new(nameof(OfferQuestioned), it.From == Side.Buyer ? To.Provider : To.Buyers),
        OfferDeclined it => new(nameof(OfferDeclined), it.From == Side.Buyer ? To.Provider : To.Buyers),
        OfferExpired => new(nameof(OfferExpired), To.Buyers, To.Provider),
        _ => null, // what was accepted is told as the order that it became
    };

    private static IEnumerable<Told> OfOrder(OrderEvent happened) => happened switch
    {
        OrderPlaced { Assent: Assent.AwaitingApproval } => [new("ApprovalAsked", To.Approvers)],
        OrderPlaced it => [new(it.Assent == Assent.Confirmed ? nameof(OfferAccepted) : nameof(OrderPlaced), To.Provider)],
        OrderApproved it => [new(nameof(OrderApproved), To.Buyers), new(it.Assent == Assent.Confirmed ? nameof(OfferAccepted) : nameof(OrderPlaced), To.Provider)],
        OrderRefused => [new(nameof(OrderRefused), To.Buyers)],
        OrderConfirmed => [new(nameof(OrderConfirmed), To.Buyers)],
        OrderDeclined => [new(nameof(OrderDeclined), To.Buyers)],
        OrderLapsed it => [it.Awaited == Assent.AwaitingProvider ? new(nameof(OrderLapsed), To.Buyers, To.Provider) : new(nameof(OrderLapsed), To.Buyers)],
        OrderChangeProposed { State: ChangeState.AwaitingApproval } => [new("ChangeApprovalAsked", To.Approvers)],
        OrderChangeProposed it => [new(nameof(OrderChangeProposed), it.From == Side.Buyer ? To.Provider : To.Buyers)],
        OrderChangeMoved it => OfChange(it),
        _ => [],
    };

    /// <summary>Both sides hear how it ended; a proposal that the buyer's own approver refused never reached the provider.</summary>
    private static IEnumerable<Told> OfChange(OrderChangeMoved moved) => moved.State switch
    {
        ChangeState.AwaitingApproval => [new("ChangeApprovalAsked", To.Approvers)],
        ChangeState.AwaitingProvider => [new(nameof(OrderChangeProposed), To.Provider), new("ChangeApproved", To.Buyers)],
        ChangeState.Refused when moved.From == Side.Buyer => [new($"Change{moved.State}", To.Buyers)],
        ChangeState.AwaitingBuyer => [],
        var state => [new($"Change{state}", To.Buyers, To.Provider)],
    };

    private static IEnumerable<Told> OfDispute(DisputeEvent happened) => happened switch
    {
        DisputeOpened => [new(nameof(DisputeOpened), To.Buyers, To.Provider, To.Arbiters)],
        DisputeAnswered it => [new(nameof(DisputeAnswered), Other(it.Side), To.Arbiters)],
        DisputeArgued it => [new(nameof(DisputeArgued), Other(it.Side))],
        DisputeConceded => [new(nameof(DisputeConceded), To.Buyers, To.Provider)],
        DisputeRulingProposed => [new(nameof(DisputeRulingProposed), To.Arbiters)],
        DisputeDecided => [new(nameof(DisputeDecided), To.Buyers, To.Provider)],
        _ => [],
    };

    private static To Other(Side side) => side == Side.Buyer ? To.Provider : To.Buyers;

    /// <summary>The other side is told, but not of what was only announced: nothing is on its way yet.</summary>
    private static IEnumerable<Told> OfSample(SampleMoved moved) => moved.Act switch
    {
        SampleAct.Announce or SampleAct.Withdraw => [],
        SampleAct.Send => [new(nameof(SampleAct.Send), To.Provider)],
        var act => [new(act.ToString(), To.Buyers)],
    };

    /// <summary>Rows of the table of milestones that have words, where the step that they are told of has been taken.</summary>
    private static bool IsTold(MilestoneMoved moved) => moved switch
    {
        { Row: "T0", To: MilestoneState.Cancelled } or { Row: "T2", To: MilestoneState.Planned } or { Row: "T8", To: MilestoneState.Released } or { Row: "T12", To: MilestoneState.Settled } => true,
        { Row: "T1p" or "T1n" or "T1c" or "T3d" or "T11d" or "T11c" or "T13" } => true,
        { Row: "T3" or "T4" or "T5" or "T6" or "T6r" or "T10" or "T11" } => true,
        _ => false,
    };

    private async Task<IReadOnlyList<Notice>> OfMilestone(MilestoneMoved moved, LoggedEvent logged, CancellationToken cancel)
    {
        if (!IsTold(moved) || OrderPayments.Read(moved.Reference) is not var (id, number) || await orders.Find(id, cancel) is not { Value: var order }) return [];
        To[] sides = [.. moved.Tell.Select(it => it switch { Party.Buyer => To.Buyers, Party.Provider => To.Provider, Party.Arbiter => To.Arbiters, _ => To.Operators })];
        // Of what was paid directly nothing is held or paid out, so these are said in other words.
        var row = moved.Row is "T5" or "T6" or "T10" && order.Milestone(number)?.PaidBy == PayBy.Direct ? $"{moved.Row}d" : moved.Row;
        return await Notices(new Told(row, sides), NoticeKind.MilestoneNews, order.Buyer, order.Provider, logged, notice => notice with { Order = id, Milestone = number }, cancel);
    }

    private async Task<IReadOnlyList<Notice>> Notices(
        IEnumerable<Told> told, NoticeKind kind, OrganisationId buyer, ProviderId provider, LoggedEvent logged, Func<Notice, Notice> about, CancellationToken cancel)
    {
        var notices = new List<Notice>();
        foreach (var one in told) notices.AddRange(await Notices(one, kind, buyer, provider, logged, about, cancel));
        return notices;
    }

    private async Task<IReadOnlyList<Notice>> Notices(
        Told told, NoticeKind kind, OrganisationId buyer, ProviderId provider, LoggedEvent logged, Func<Notice, Notice> about, CancellationToken cancel)
    {
        var people = new List<string>();
        foreach (var side in told.Whom)
            people.AddRange(side switch
            {
                To.Buyers => await Members(buyer, [Role.Buyer, Role.ProcurementOfficer], cancel),
                To.Approvers => await Members(buyer, [Role.Approver], cancel),
                To.Arbiters => await Staff(PlatformRole.Arbiter, cancel),
                To.Operators => await Staff(PlatformRole.Operator, cancel),
                _ => await whom.EditorsOf(provider, cancel),
            });
        var source = $"{logged.Position.ToString(CultureInfo.InvariantCulture)}-{told.What}";
        return [.. people.Distinct().Select(person => about(new Notice(Notice.IdOf(person, logged.At, source), person, kind, logged.At) { What = told.What }))];
    }

    private async Task<IEnumerable<string>> Staff(PlatformRole role, CancellationToken cancel) =>
        (await PlatformStaff.Of(people, cancel)).Value.Members.Where(it => it.Roles.Contains(role)).Select(it => it.Person);

    private async Task<IEnumerable<string>> Members(OrganisationId id, Role[] roles, CancellationToken cancel) =>
        await organisations.Find([id], cancel) is [var found] ? found.Value.Members.Where(it => it.Roles.Any(roles.Contains)).Select(it => it.Person) : [];
}
