using System.Text.Json.Nodes;
using Marketplace.Demo.Content;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>Draws the scope of an inspection or certification body: fields of work, and the schemes or standards it works by.</summary>
internal sealed class BodyScope(Catalogue catalogue, FirmPlan plan, Offer offer, Bilingual item, Backing backing)
{
    private static readonly string[] sectors = ["IAF 17", "IAF 18", "IAF 19", "IAF 28", "IAF 33", "IAF 12", "IAF 03"];

    public string Sector { get; } = plan.Dice.One(sectors);

    /// <summary>The first scheme, and with its edition where it has one.</summary>
    public (string Number, string Designation) Scheme => Named(offer.Methods[0]) is var (number, _, designation) ? (number, designation) : default;

    public ScopeRows Draw()
    {
        var field = Phrase.Of(plan.Dice.One(offer.Fields)).In(plan.Language);
        var rows = new JsonArray();
        var lines = new List<ScopeLine>();
        foreach (var id in offer.Methods)
        {
            var (number, edition, _) = Named(id);
            var row = new JsonObject { ["field"] = field, ["scheme_or_standard"] = number, ["accredited"] = backing.Accredited };
            // Certifiers of management systems are accredited by sector; others by field of work.
            if (offer.Code == "IC.05") row["iaf_or_nace_sector"] = Sector;
            rows.Add(row);
            if (backing.Accredited)
                lines.Add(new ScopeLine(offer.Code == "IC.05" ? Sector : field, item.In(plan.Language), null, number, edition, null, null, null, null, false, null));
        }
        return new ScopeRows("accredited_scope", rows, lines, []);
    }

    private (string Number, string? Edition, string Designation) Named(string id) =>
        catalogue.Document(id) is { } document ? (document.Number, document.Edition, document.Designation) : (id, null, id);
}
