using System.Globalization;
using Marketplace.Orders.Negotiate;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Orders.Amend;

/// <summary>A milestone of a change as it is typed.</summary>
/// <param name="Number">Of the milestone; null for one that is added.</param>
internal sealed record ChangeDraftRow(int? Number, bool TakeOut, DraftRow Typed);

/// <summary>A change order as it is typed, so that what is wrong is given back as it was.</summary>
internal sealed class ChangeDraft(Order order)
{
    public string Reason { get; private init; } = "";
    public string Vat { get; private init; } = Typed.Percent(Shares.RateOf([.. order.Agreed]));
    public string ValidDays { get; private init; } = Typed.Of(OrderChange.UsualDays);
    public List<ChangeDraftRow> Rows { get; private init; } = [.. order.Milestones.Where(CanChange).Select(it => new ChangeDraftRow(it.Terms.Number, false, DraftRow.Of(it.Terms)))];

    public static bool CanChange(Milestone it) => it.State is MilestoneState.Planned or MilestoneState.Funded;

    public static ChangeDraft Posted(Order order, IFormCollection form) => new(order)
    {
        Reason = Typed.Text(form, "reason"), Vat = form["vat"].ToString(), ValidDays = form["validDays"].ToString(),
        Rows =
        [
            .. Enumerable.Range(0, Math.Clamp(Typed.Whole(form["rows"]), 0, 2 * OfferInput.MostMilestones)).Select(ChangeInput.Field).Select(at => new ChangeDraftRow(
                int.TryParse(form[$"{at}.number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, form[$"{at}.takeOut"] == "true", DraftRow.Posted(form, at))),
        ],
    };

    /// <summary>Whether all of the row can be changed, and not its due day alone.</summary>
    public bool IsWhole(ChangeDraftRow row) => row.Number is not { } number || order.Milestone(number)?.State is MilestoneState.Planned or MilestoneState.FundingPending;

    public string TitleOf(ChangeDraftRow row) => row.Number is { } number ? order.Milestone(number)?.Terms.Title ?? "" : "";

    public bool MayAdd => Rows.Count < 2 * OfferInput.MostMilestones && Rows.Count(it => it.Number is null) < OfferInput.MostMilestones;

    public void Add()
    {
        if (MayAdd) Rows.Add(new ChangeDraftRow(null, false, DraftRow.Empty));
    }

    /// <summary>Of what was added only: what there is is taken out by its box.</summary>
    public void Remove(int index)
    {
        if (index >= 0 && index < Rows.Count && Rows[index].Number is null) Rows.RemoveAt(index);
    }

    public ChangeInput Read() => new(Reason, [.. Rows.Select(Read)], Typed.BasisPoints(Vat), Typed.Whole(ValidDays));

    private ChangeRow Read(ChangeDraftRow row)
    {
        if (row.TakeOut) return new ChangeRow(row.Number, TakeOut: true);
        var typed = row.Typed;
        if (row.Number is null || order.Milestone(row.Number.Value) is not { Terms: var old })
            return new ChangeRow(row.Number, false, typed.Title, Minor(typed), Typed.Day(typed.Due), typed.DeliverableLines(), typed.Test, Typed.Whole(typed.ReviewDays));
        // What stands as it was given stays as it is, to the letter.
        var was = DraftRow.Of(old);
        var due = typed.Due == was.Due ? null : Typed.Day(typed.Due) ?? (DateOnly?)DateOnly.MinValue;
        return !IsWhole(row) ? new ChangeRow(row.Number, Due: due) : new ChangeRow(
            row.Number, false, null, typed.Net == was.Net ? null : Minor(typed), due, typed.Deliverables == was.Deliverables ? null : typed.DeliverableLines(),
            typed.Test == was.Test ? null : typed.Test, typed.ReviewDays == was.ReviewDays ? null : Typed.Whole(typed.ReviewDays));
    }

    private long Minor(DraftRow row) => Typed.Minor(row.Net, order.Total.Currency);
}
