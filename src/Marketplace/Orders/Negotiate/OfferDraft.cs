using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Orders.Negotiate;

/// <summary>A milestone of an offer or of a change order as it is typed.</summary>
internal sealed record DraftRow(string Title, string Net, string Due, string Deliverables, string Test, string ReviewDays)
{
    public static DraftRow Empty { get; } = new("", "", "", "", "", Typed.Of(MilestoneInput.UsualReviewDays));

    /// <summary>What is agreed, as a form would bring it back where nobody touches it.</summary>
    public static DraftRow Of(MilestoneTerms it) =>
        new(it.Title, Numbers.Major(it.Net), Typed.Of(it.Due), string.Join('\n', it.Deliverables), CleanText.WithPlainLineEnds(it.AcceptanceTest), Typed.Of(it.ReviewDays));

    /// <param name="at">What the names of its fields begin with.</param>
    public static DraftRow Posted(IFormCollection form, string at) => new(
        form[$"{at}.title"].ToString(), form[$"{at}.net"].ToString(), form[$"{at}.due"].ToString(), Typed.Text(form, $"{at}.deliverables"), Typed.Text(form, $"{at}.acceptanceTest"), form[$"{at}.reviewDays"].ToString());

    /// <summary>One of them a line.</summary>
    public string[] DeliverableLines() => Deliverables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>An offer as it is typed, so that what is wrong is given back as it was.</summary>
internal sealed class OfferDraft
{
    public string Currency { get; private init; } = "CNY";
    public string Vat { get; private init; } = "";
    public string ValidUntil { get; private init; } = "";
    public string Terms { get; private init; } = "";
    public string Kind { get; private init; } = nameof(ContractKind.Service);
    public List<DraftRow> Rows { get; private init; } = [DraftRow.Empty];

    /// <summary>What a provider begins with.</summary>
    public static OfferDraft New(SellingTerms? terms, Offer offer, DateOnly today) => new()
    {
        Vat = terms is null ? "" : Typed.Percent(terms.VatBasisPoints), ValidUntil = Typed.Of(today.AddDays(30)),
        Rows = [DraftRow.Empty with { Due = offer.Request.Wanted is { } wanted ? Typed.Of(wanted) : "", ReviewDays = Typed.Of(terms?.ReviewDays ?? MilestoneInput.UsualReviewDays) }],
    };

    /// <summary>What stands, to be made better.</summary>
    public static OfferDraft Of(OfferVersion version) => new()
    {
        Currency = version.Total.Currency, Vat = Typed.Percent(version.VatBasisPoints), ValidUntil = Typed.Of(version.ValidUntil), Terms = version.Terms ?? "", Kind = version.Kind.ToString(),
        Rows = [.. version.Milestones.Select(DraftRow.Of)],
    };

    public static OfferDraft Posted(IFormCollection form) => new()
    {
        Currency = form["currency"].ToString(), Vat = form["vat"].ToString(), ValidUntil = form["validUntil"].ToString(), Terms = Typed.Text(form, "terms"), Kind = form["kind"].ToString(),
        Rows = [.. Enumerable.Range(0, Math.Clamp(Typed.Whole(form["rows"]), 1, OfferInput.MostMilestones)).Select(i => DraftRow.Posted(form, $"milestones[{i}]"))],
    };

    /// <summary>One more milestone, with the review time of the one before.</summary>
    public void Add()
    {
        if (Rows.Count < OfferInput.MostMilestones) Rows.Add(DraftRow.Empty with { ReviewDays = Rows[^1].ReviewDays });
    }

    public void Remove(int index)
    {
        if (index >= 0 && index < Rows.Count && Rows.Count > 1) Rows.RemoveAt(index);
    }

    public OfferInput Read() => new(
        [
            .. Rows.Select(row => new MilestoneInput(row.Title, Typed.Minor(row.Net, Currency), Typed.Day(row.Due),
                row.DeliverableLines(), row.Test, Typed.Whole(row.ReviewDays))),
        ],
        Currency, Typed.BasisPoints(Vat), Typed.Day(ValidUntil), Terms, Enum.GetNames<ContractKind>().Contains(Kind) ? Enum.Parse<ContractKind>(Kind) : ContractKind.Other);
}
