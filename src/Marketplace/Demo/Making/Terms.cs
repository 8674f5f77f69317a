using System.Text.Json.Nodes;
using Marketplace.Demo.Content;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>Draws what a listing says of price, time, place and language.</summary>
internal sealed class Terms(Catalogue catalogue, FirmPlan plan, Offer offer, Template template)
{
    public void Add(JsonObject answers, IReadOnlyList<string> languages)
    {
        AddPrice(answers);
        answers["turnaround"] = plan.Dice.Between(offer.Days[0], offer.Days[1]);
        answers["delivery_mode"] = plan.Dice.One(offer.Modes);
        answers["languages"] = Array(languages);
        var area = Area();
        answers["service_area"] = Array(area);
        if (area.Any(catalogue.MainlandChina.Contains)) answers["cn_contract_type"] = plan.Dice.One(offer.Contracts);
    }

    public static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private void AddPrice(JsonObject answers)
    {
        var dice = plan.Dice;
        var model = dice.One(offer.Price.Models);
        answers["price_model"] = model;
        if (model == "quote_only") return;

        var span = offer.Cny ?? offer.Price.Cny;
        var yuan = Math.Exp(dice.Number(Math.Log(span[0]), Math.Log(span[1]), 6));
        answers["price"] = template.Amount(yuan);
        if (model == "range") answers["price_to"] = template.Amount(yuan * dice.Number(1.4, 3, 1));
        if (Basis(model) is { } basis) answers["price_basis"] = Phrase.Of(basis).In(plan.Language);
    }

    private string? Basis(string model) => model switch
    {
        "per_hour" => "小时|hour",
        "per_day" => "人日|person-day",
        "subscription" => "月|month",
        "per_item" or "per_unit" => offer.Basis ?? offer.Price.Basis ?? "项|item",
        _ => null,
    };

    private List<string> Area()
    {
        if (!plan.Place.IsMainland) return Abroad();
        var own = plan.Place.Code;
        return plan.Dice.Below(10) switch
        {
            < 5 => ["CN"],
            < 8 => [own],
            _ => [.. plan.Dice.Some(["CN-GD", "CN-JS", "CN-ZJ", "CN-SH", "CN-BJ", "CN-SC", "CN-HB"], 2).Prepend(own).Distinct()],
        };
    }

    /// <summary>A firm from abroad serves the mainland only where no permit of the mainland stands in the way.</summary>
    private List<string> Abroad()
    {
        var near = plan.Dice.Some(plan.Place.Near!, plan.Dice.Between(0, 2));
        var free = offer.Family is "TC" or "RD" or "IT" && offer.Code != "TC.05" && offer.Requires.Count == 0;
        return [plan.Place.Code, .. near.Where(region => free || !catalogue.MainlandChina.Contains(region))];
    }
}
