using System.Globalization;
using Marketplace.DesignSystem.Forms;
using Microsoft.Extensions.Localization;

namespace Marketplace.Orders.Negotiate;

/// <summary>What fields of milestones are called where all of these have the same: by their milestone.</summary>
internal static class MilestoneWords
{
    private static readonly Dictionary<string, string> words = new(StringComparer.Ordinal)
    {
        ["title"] = "compose.title", ["net"] = "compose.net", ["due"] = "compose.due", ["deliverables"] = "compose.deliverables", ["acceptanceTest"] = "compose.test", ["reviewDays"] = "compose.review",
    };

    /// <param name="numberOf">How the milestone in a place of the form is called.</param>
    public static Dictionary<string, string> Of(FormErrors errors, IStringLocalizer L, Func<int, string> numberOf) =>
        errors.All.Select(it => it.Field).OfType<string>().Distinct().Select(field => Labelled(field, L, numberOf)).OfType<KeyValuePair<string, string>>().ToDictionary();

    private static KeyValuePair<string, string>? Labelled(string field, IStringLocalizer L, Func<int, string> numberOf) =>
        field.Split('[', ']', '.') is ["milestones", var at, "", var name, ..] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && words.TryGetValue(name, out var word)
            ? new(field, L["compose.field", numberOf(index), L[word].Value]) : null;
}
