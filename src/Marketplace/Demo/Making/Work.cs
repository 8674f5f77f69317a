using System.Text.Json.Nodes;
using Marketplace.Demo.Content;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>The work that one listing offers: what it is done to, by which methods, on which certificates, and the words to say so.</summary>
internal sealed class Work
{
    private static readonly string[] sectors =
        ["中小企业|small firms", "出口企业|exporters", "高校院所|universities and institutes", "产业园区|industrial parks", "加急|express", "批量委托|in batches"];

    private readonly FirmPlan plan;
    private readonly Offer offer;
    private readonly List<CertificateDraft> restsOn = [];
    private readonly Bilingual subject;
    private IReadOnlyList<string> designations = [];
    private ScopeRows? scope;
    private CertificateDraft? accreditation;
    private bool hasCma;

    public Work(FirmPlan plan, Provider provider, Offer offer)
    {
        (this.plan, this.offer) = (plan, offer);
        subject = Phrase.Of(plan.Dice.One(offer.Objects.Count > 0 ? offer.Objects : offer.Topics));
        Words["topic"] = Words["object"] = subject;
        Words["place"] = plan.City;
        Words["firm"] = provider.Name;
        Words["number"] = Bilingual.Same($"{plan.Dice.Between(1000, 9999)}");
        Words["serial"] = Bilingual.Same($"{plan.Dice.Between(10_000_000, 99_999_999)}");
        if (offer.Stages.Count > 0) Words["stage"] = Phrase.Of(plan.Dice.One(offer.Stages));
    }

    public Dictionary<string, Bilingual> Words { get; } = [];

    public IReadOnlyList<CertificateDraft> RestsOn => restsOn;

    public bool Has(string permit) => restsOn.Exists(certificate => certificate.Permit == permit);

    public void RestOn(IEnumerable<CertificateDraft> certificates)
    {
        foreach (var certificate in certificates)
        {
            if (restsOn.Contains(certificate)) continue;
            restsOn.Add(certificate);
            if (certificate.Permit is { } permit) Words[$"cert:{permit}"] = Bilingual.Same(certificate.Number);
        }
    }

    /// <summary>Draws the scope of a laboratory or body and writes its lines into the certificates.</summary>
    public void Measure(Catalogue catalogue, CertificateDraft? held, CertificateDraft? cma)
    {
        (accreditation, hasCma) = (held, cma is not null);
        if (offer.Methods.Count > 0) scope = offer.Family == "TC" ? Tests(catalogue) : Schemes(catalogue);
        else if (held is not null)
            held.Add(new ScopeLine(plan.Language == Language.Zh ? "检测" : "testing", subject.In(plan.Language), null, "DEMO-SR-01", null, null, null, null, null, false, null));

        foreach (var line in scope?.Lines ?? []) held?.Add(line);
        foreach (var line in scope?.CmaLines ?? []) cma?.Add(line);
    }

    public JsonArray Claims()
    {
        var claims = new JsonArray { new JsonObject { ["standard_id"] = plan.Dice.One(offer.Claims), ["evidence_type"] = "self_declaration" } };
        foreach (var certificate in restsOn.Where(c => c.StandardId is not null && (c.Kind.IsAccreditation || c.Kind.Claim)))
        {
            var claim = new JsonObject
            {
                ["standard_id"] = certificate.StandardId, ["evidence_type"] = certificate.Kind.Type, ["issuer"] = certificate.Issuer,
                ["certificate_number"] = certificate.Number, ["issued_on"] = ListingMaker.Day(certificate.ValidFrom),
            };
            if (certificate.ValidUntil is { } until) claim["valid_until"] = ListingMaker.Day(until);
            claims.Add(claim);
        }
        return claims;
    }

    public void AddScope(JsonObject answers, IReadOnlyList<string> languages)
    {
        if (scope is null) return;
        answers[scope.Question] = scope.Rows;
        if (scope.Capabilities is { } capabilities) answers["cmc"] = capabilities;
        if (offer.Family == "TC")
        {
            answers["report_language"] = Terms.Array(languages.Take(2));
            answers["report_marks"] = Terms.Array(Marks());
        }
        else if (offer.Accreditation == "17020") AddEdition(answers);
    }

    /// <summary>Another word for the title where the firm already has one like it.</summary>
    public Bilingual Another() => Phrase.Of(plan.Dice.One(sectors));

    public IReadOnlyList<string> Keywords() =>
        [.. new[] { subject.Zh!, subject.En! }.Concat(designations.Take(3)).Where(word => word.Length <= 40).Distinct()];

    private ScopeRows Tests(Catalogue catalogue)
    {
        var tests = new TestScope(catalogue, plan, offer, subject, new Backing(accreditation is not null, hasCma));
        var rows = tests.Draw();
        designations = tests.Designations;
        var shown = tests.Parameters.DistinctBy(p => p.Zh).Take(2).ToList();
        if (shown.Sum(p => p.En!.Length) > 44) shown = [shown.MinBy(p => p.En!.Length)!];
        Words["parameters"] = new Bilingual(string.Join("、", shown.Select(p => p.Zh)), string.Join(" and ", shown.Select(p => p.En)));
        Words["method"] = new Bilingual(string.Join("、", designations.Take(3)), string.Join(", ", designations.Take(3)));
        return rows;
    }

    private ScopeRows Schemes(Catalogue catalogue)
    {
        var body = new BodyScope(catalogue, plan, offer, subject, new Backing(accreditation is not null, false));
        Words["scheme"] = Words["document"] = Bilingual.Same(body.Scheme.Designation);
        Words["sector"] = Bilingual.Same(body.Sector);
        designations = [body.Scheme.Designation];
        return body.Draw();
    }

    private List<string> Marks()
    {
        var marks = new List<string>();
        if (accreditation is not null) marks.Add(plan.Dice.Chance(40) ? "ilac_mra_combined" : "accreditation_symbol");
        if (hasCma) marks.Add("cma");
        return marks.Count > 0 ? marks : ["none"];
    }

    /// <summary>The edition of ISO/IEC 17020 that the body follows decides how its independence is named.</summary>
    private void AddEdition(JsonObject answers)
    {
        var is2026 = accreditation?.StandardId?.EndsWith("2026", StringComparison.Ordinal) ?? false;
        answers["standard_edition"] = is2026 ? "2026" : "2012";
        answers["independence_type"] = plan.Dice.One<string>(is2026 ? ["A", "non_A"] : ["A_2012", "C_2012"]);
    }
}
