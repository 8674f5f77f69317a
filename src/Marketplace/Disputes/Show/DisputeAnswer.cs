using Marketplace.Orders;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Show;

/// <summary>A piece of evidence as the API gives it.</summary>
internal sealed record EvidenceAnswer(string Hash, string Name, string MediaType, long Bytes);

/// <summary>An argument as the API gives it.</summary>
internal sealed record ArgumentAnswer(int Number, Side Side, DateTimeOffset At, string Text, IReadOnlyList<EvidenceAnswer> Evidence);

/// <summary>A decision as the API gives it.</summary>
internal sealed record RulingAnswer(long Release, long Refund, string Reasons, DateTimeOffset At);

/// <summary>A dispute as the API gives it.</summary>
/// <param name="AnswerBy">Until then the other side answers, while it has not; silence counts as no answer, and the arbiter decides on what there is.</param>
/// <param name="DecideBy">By then it is decided; otherwise operator and arbiters are told, and no money moves by itself.</param>
internal sealed record DisputeAnswer(
    DisputeId Id, long Version, DisputeStage Stage, OrderId Order, int Milestone, Bilingual Title, Side OpenedBy, DisputeReason? Reason, DisputeRemedy? Remedy, long? Refund, Amount Held,
    IReadOnlyList<ArgumentAnswer> Arguments, DateTimeOffset? OpenedAt, DateTimeOffset? AnswerBy, DateTimeOffset? DecideBy, RulingAnswer? Proposed, RulingAnswer? Ruling, Side? ConcededBy)
{
    public static DisputeAnswer Of(DisputeView view)
    {
        var it = view.Dispute;
        return new DisputeAnswer(
            it.Id, view.Version, view.Stage, it.Order, it.Milestone, it.Title, it.By, it.Reason, it.Remedy, it.Refund?.Amount, Amount.Of(view.Held),
            [.. it.Arguments.Select(argument => new ArgumentAnswer(argument.Number, argument.Side, argument.At, argument.Text, [.. argument.Evidence.Select(file => new EvidenceAnswer(file.Hash, file.Name, file.MediaType, file.Bytes))]))],
            it.OpenedAt, view.AnswerBy, view.DecideBy, view.MayDecide ? Said(it.Proposed) : null, Said(it.Ruling), it.ConcededBy);
    }

    private static RulingAnswer? Said(DisputeRuling? it) => it is null ? null : new RulingAnswer(it.Release, it.Refund, it.Reasons, it.At);
}

/// <summary>A dispute in a list, as the API gives it.</summary>
internal sealed record DisputeItem(DisputeId Id, DisputeStage Stage, OrderId Order, int Milestone, Bilingual Title, Side OpenedBy, DisputeReason? Reason, DateTimeOffset? OpenedAt, DateTimeOffset? DecideBy)
{
    public static DisputeItem Of(DisputeLine line) => new(
        line.Dispute.Id, line.Stage, line.Dispute.Order, line.Dispute.Milestone, line.Dispute.Title, line.Dispute.By, line.Dispute.Reason, line.Dispute.OpenedAt, line.Stage.IsOpen() ? line.Dispute.DecideBy : null);
}

/// <summary>A page of disputes as the API gives it.</summary>
/// <param name="Next">What to ask for as <c>after</c>; null on the last page.</param>
internal sealed record DisputeItems(IReadOnlyList<DisputeItem> Items, string? Next);
