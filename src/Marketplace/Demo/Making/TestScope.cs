using System.Text.Json.Nodes;
using Marketplace.Demo.Content;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>Draws the tests and calibrations of a laboratory's listing from the shipped methods of its bench.</summary>
internal sealed class TestScope(Catalogue catalogue, FirmPlan plan, Offer offer, Bilingual item, Backing backing)
{
    private readonly List<ScopeLine> lines = [];
    private readonly List<ScopeLine> cmaLines = [];
    private readonly List<Bilingual> parameters = [];
    private readonly List<string> designations = [];

    public IReadOnlyList<Bilingual> Parameters => parameters;

    public IReadOnlyList<string> Designations => designations;

    public ScopeRows Draw()
    {
        var rows = new JsonArray();
        foreach (var method in Methods())
            foreach (var parameter in method.Parameters.Take(plan.Dice.Between(1, 2)))
            {
                if (rows.Count > 0 && offer.Range is not null) break;
                parameters.Add(parameter.Name);
                rows.Add(Row(method, parameter));
            }
        return new ScopeRows("scope_items", rows, lines, cmaLines, Capabilities(rows));
    }

    private List<Method> Methods()
    {
        var ids = plan.Place.IsMainland ? offer.Methods : offer.AbroadMethods;
        var count = !offer.Many ? plan.Dice.Between(1, Math.Min(3, ids.Count)) : plan.IsCast ? ids.Count : plan.Dice.Between(4, ids.Count);
        var chosen = plan.Dice.Some(ids, count).Select(id => catalogue.Method(id) ?? throw new InvalidOperationException($"There is no method {id}.")).ToList();
        foreach (var method in chosen) designations.Add(method.Designation);
        return [.. chosen.SelectMany(WithEquivalent)];
    }

    /// <summary>Laboratories on the mainland often hold the international method beside the national one that adopts it.</summary>
    private IEnumerable<Method> WithEquivalent(Method method)
    {
        yield return method;
        if (!plan.Place.IsMainland || offer.Range is not null || !plan.Dice.Chance(30)) yield break;
        if (method.Equivalences.FirstOrDefault(e => e.Degree == "IDT") is { } adopted && catalogue.Method(adopted.To) is { } international)
            yield return international;
    }

    private JsonObject Row(Method method, MethodParameter parameter)
    {
        var dice = plan.Dice;
        var (what, measured) = (item.In(plan.Language), parameter.Name.In(plan.Language));
        var older = method.Replaces is [{ Id: { } id }, ..] && catalogue.Method(id) is { } earlier && earlier.Number == method.Number ? earlier : null;
        var claimed = older is not null && dice.Chance(8) ? older : method;
        var accredited = backing.Accredited && (offer.Range is not null || lines.Count == 0 || dice.Chance(92));
        var approved = backing.Cma && (cmaLines.Count == 0 || dice.Chance(80));

        // On a flexible line the edition may differ: the laboratory may offer the new one before its annex is reprinted.
        var flexible = claimed == method && older is not null && dice.Chance(15);
        var line = new ScopeLine(
            offer.Range is null ? (plan.Language == Language.Zh ? "检测" : "testing") : (plan.Language == Language.Zh ? "校准" : "calibration"),
            what, measured, claimed.Number, flexible ? older!.Edition : claimed.Edition,
            offer.LineRange?[0], offer.LineRange?[1], offer.LineRange is null ? null : offer.Unit, offer.Uncertainty, flexible, null);
        if (accredited) lines.Add(line);
        if (approved) cmaLines.Add(line with { RangeMin = null, RangeMax = null, Unit = null, Uncertainty = null });

        var row = new JsonObject
        {
            ["object"] = what, ["parameter"] = measured, ["method_standard"] = claimed.Number, ["method_edition"] = claimed.Edition,
            ["accredited"] = accredited, ["cma_covered"] = approved,
        };
        if (parameter.Unit is { Length: <= 20 } unit) row["unit"] = unit;
        return row;
    }

    private JsonArray? Capabilities(JsonArray rows) => offer.Range is null ? null :
    [
        .. rows.Select(row => new JsonObject
        {
            ["measurand"] = row!["parameter"]!.DeepClone(), ["instrument"] = row["object"]!.DeepClone(),
            ["range_min"] = offer.Range[0], ["range_max"] = offer.Range[1], ["unit"] = offer.Unit,
            ["expanded_uncertainty"] = offer.Uncertainty, ["coverage_factor"] = 2,
            ["method"] = $"{row["method_standard"]}-{row["method_edition"]}",
        }),
    ];
}
