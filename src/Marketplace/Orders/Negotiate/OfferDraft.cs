using System.Globalization;
using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Orders.Negotiate;

/// <summary>A milestone of an offer as it is typed.</summary>
internal sealed record DraftRow(string Title, string Net, string Due, string Deliverables, string Test, string ReviewDays)
{
    public static DraftRow Empty { get; } = new("", "", "", "", "", "7");
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
        Vat = terms is null ? "" : Typed.Percent(terms.VatBasisPoints), ValidUntil = Text(today.AddDays(30)),
        Rows = [DraftRow.Empty with { Due = offer.Request.Wanted is { } wanted ? Text(wanted) : "", ReviewDays = (terms?.ReviewDays ?? 7).ToString(CultureInfo.InvariantCulture) }],
    };

    /// <summary>What stands, to be made better.</summary>
    public static OfferDraft Of(OfferVersion version) => new()
    {
        Currency = version.Total.Currency, Vat = Typed.Percent(version.VatBasisPoints), ValidUntil = Text(version.ValidUntil), Terms = version.Terms ?? "", Kind = version.Kind.ToString(),
        Rows = [.. version.Milestones.Select(it => new DraftRow(it.Title, Numbers.Major(it.Net), Text(it.Due), string.Join('\n', it.Deliverables), it.AcceptanceTest, it.ReviewDays.ToString(CultureInfo.InvariantCulture)))],
    };

    public static OfferDraft Posted(IFormCollection form) => new()
    {
        Currency = form["currency"].ToString(), Vat = form["vat"].ToString(), ValidUntil = form["validUntil"].ToString(), Terms = Typed.Text(form, "terms"), Kind = form["kind"].ToString(),
        Rows =
        [
            .. Enumerable.Range(0, Math.Clamp(Typed.Whole(form["rows"]), 1, OfferInput.MostMilestones)).Select(i => $"milestones[{i}]").Select(at => new DraftRow(
                form[$"{at}.title"].ToString(), form[$"{at}.net"].ToString(), form[$"{at}.due"].ToString(), Typed.Text(form, $"{at}.deliverables"), Typed.Text(form, $"{at}.acceptanceTest"), form[$"{at}.reviewDays"].ToString())),
        ],
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
                row.Deliverables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), row.Test, Typed.Whole(row.ReviewDays))),
        ],
        Currency, Typed.BasisPoints(Vat), Typed.Day(ValidUntil), Terms, Enum.GetNames<ContractKind>().Contains(Kind) ? Enum.Parse<ContractKind>(Kind) : ContractKind.Other);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
