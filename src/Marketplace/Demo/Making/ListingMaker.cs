using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Demo.Content;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>A listing's answers and the certificates it rests on, before the certificates have their ids.</summary>
internal sealed record ListingDraft(string Class, DateOnly PublishedOn, Answers Answers, IReadOnlyList<CertificateDraft> RestsOn, IReadOnlyList<string> Sites);

/// <summary>Writes the listings of one firm.</summary>
internal sealed class ListingMaker(DemoContent content, Catalogue catalogue, FirmPlan plan, Provider provider, CertificateFile certificates)
{
    private readonly HashSet<string> titles = [];
    private readonly Dictionary<string, int> timesOfClass = [];

    public ListingDraft Make(string code, DateOnly publishedOn)
    {
        var offers = content.Offers[code].Where(o => (plan.Place.IsMainland || o.OfferedAbroad) && o.IsOfferedBy(plan.Name)).ToList();
        // The cast shows what there is in the order of the files, so that a tour can rely on it.
        var times = timesOfClass[code] = timesOfClass.GetValueOrDefault(code) + 1;
        var offer = plan.IsCast ? offers[(times - 1) % offers.Count] : plan.Dice.One(offers);
        var work = Work(offer);
        var template = new Template(plan.Dice, plan.Language, work.Words, plan.Place, publishedOn, plan.Today, certificates.NumberOf, work.Has);
        var answers = Answered(offer, work, template);
        AddTitle(offer, work, answers);
        return new ListingDraft(code, publishedOn, ToAnswers(answers), work.RestsOn, Sites());
    }

    /// <summary>What the listing is about, on which certificates it rests, and its scope.</summary>
    private Work Work(Offer offer)
    {
        var work = new Work(plan, provider, offer);
        if (plan.Place.IsMainland) work.RestOn(offer.Requires.Select(certificates.Of));
        if (offer.RequiresOne.Count > 0) work.RestOn([certificates.Of(plan.Place.IsMainland ? plan.Dice.One(offer.RequiresOne) : offer.RequiresOne[^1])]);
        var accreditation = offer.Accreditation is { } kind && certificates.Has(kind, offer.AccreditationChance) ? certificates.Of(kind) : null;
        var cma = offer.CmaChance > 0 && certificates.Has("cma", offer.CmaChance) ? certificates.Of("cma") : null;
        work.RestOn(new[] { accreditation, cma }.OfType<CertificateDraft>());
        work.RestOn(offer.Voluntary.Where(v => certificates.Has(v[0].GetString()!, v[1].GetInt32())).Select(v => certificates.Of(v[0].GetString()!)));
        work.Measure(catalogue, accreditation, cma);
        return work;
    }

    private JsonObject Answered(Offer offer, Work work, Template template)
    {
        var answers = new JsonObject { ["class_code"] = offer.Code };
        foreach (var (key, value) in offer.Answers)
            if (template.Draw(value) is { } drawn) answers[key] = drawn;
        if (!plan.Place.IsMainland && answers.ContainsKey("data_location")) answers["data_location"] = "other";

        string Text(string phrase) => Phrase.In(phrase, plan.Language, work.Words);
        answers["service_process"] = new JsonArray([.. offer.Steps.Select((step, i) => (JsonNode)new JsonObject
        {
            ["step"] = Text(step), ["responsible"] = i == 0 ? "both" : "provider",
        })]);
        answers["client_inputs"] = Terms.Array(offer.Inputs.Select(Text));
        answers["deliverables"] = new JsonArray([.. offer.Deliverables.Select(d => (JsonNode)new JsonObject
        {
            ["name"] = Text(d[0]), ["format"] = d[1], ["language"] = plan.Language.Code(),
        })]);
        answers["acceptance_criteria"] = Text(plan.Dice.One(offer.Acceptance));
        if (answers["result_ip_ownership"] is null) answers["result_ip_ownership"] = plan.Dice.One(offer.Ownership);
        answers["industry_scope"] = Terms.Array(plan.Dice.Some(offer.Industries, plan.Dice.Between(1, 3)));
        if (catalogue.Class(offer.Code)!.Crosswalk.TryGetValue("cpv", out var cpv) && cpv.Count > 0 && plan.Dice.Chance(50))
            answers["procurement_codes"] = new JsonArray(new JsonObject { ["scheme"] = "CPV", ["code"] = cpv[0] });
        answers["listing_valid_until"] = Day(plan.Today.AddDays(plan.Dice.Between(90, 900)));
        answers["conformity_claims"] = work.Claims();
        new Terms(catalogue, plan, offer, template).Add(answers, provider.Languages);
        work.AddScope(answers, provider.Languages);
        return answers;
    }

    /// <summary>Title and summary are written last, from what was answered.</summary>
    private void AddTitle(Offer offer, Work work, JsonObject answers)
    {
        if (answers["programme_length"] is { } weeks) work.Words["weeks"] = Bilingual.Same(weeks.ToString());
        var title = Phrase.Filled(plan.Dice.One(offer.Titles), work.Words);
        if (!titles.Add(title.Zh!) && work.Another() is { } sector)
            title = new Bilingual($"{title.Zh}（{sector.Zh}）", $"{title.En} ({sector.En})");
        titles.Add(title.Zh!);
        answers["title"] = Both(title, 100);
        answers["summary"] = Both(Phrase.Filled(offer.Summary, work.Words), 2000);
        answers["keywords"] = Terms.Array(work.Keywords());
    }

    private static JsonObject Both(Bilingual text, int max) => new() { ["zh"] = Cut(text.Zh!, max), ["en"] = Cut(text.En!, max) };

    /// <summary>Cut where a word ends, not within it.</summary>
    private static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(text.LastIndexOf(' ', max - 2) is > 0 and var space ? space : max - 1)] + "…";

    private List<string> Sites() => [.. provider.Sites.Where((_, i) => i == 0 || plan.Dice.Chance(60)).Select(site => site.Id)];

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Answers ToAnswers(JsonObject answers) => answers.Deserialize<Answers>(MarketJson.Options)!;
}
