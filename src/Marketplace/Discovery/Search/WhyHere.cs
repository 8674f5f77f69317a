using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Answers "Why is this here?" for the hits of one search. What is the same for all of them is said once.</summary>
internal sealed class WhyHere
{
    private readonly SearchPlan plan;
    private readonly SearchVocabulary vocabulary;
    private readonly List<Bilingual> shared = [];

    public WhyHere(SearchPlan plan, SearchVocabulary vocabulary)
    {
        this.plan = plan;
        this.vocabulary = vocabulary;
        var request = plan.Request;
        if (request.Text.Length > 0)
            shared.Add(new($"标题、说明、关键词或能力范围中有“{request.Text}”或其同义词。", $"Its title, summary, keywords or scope has “{request.Text}” or words of the same meaning."));
        var names = request.Filters.Where(f => f.Name is not ("standard" or "permit" or "mark" or "accreditor" or "evidence" or "method"))
            .Select(f => vocabulary.NameOf(f.Name)).ToList();
        if (request.PriceMin is not null || request.PriceMax is not null) names.Add(Fixed.Names["priceRange"]);
        if (request.DaysMax is not null) names.Add(Fixed.Names["daysMax"]);
        if (names.Count > 0)
            shared.Add(new($"符合所选条件：{string.Join("、", names.Select(n => n.Zh))}。", $"It meets what was chosen for: {string.Join(", ", names.Select(n => n.En))}."));
        if (request.IsOpen) shared.Add(new("未设条件，列出全部在架服务。", "Nothing was asked, so everything listed is here."));
    }

    public void Collect(SearchDocument document, List<Bilingual> reasons)
    {
        reasons.Clear();
        if (AsksEvidence) Evidence(document, reasons);
        foreach (var ask in plan.Query.Methods)
            if (MethodReasons.Row(document, ask, plan.Query.Day) is { } row) reasons.Add(Method(ask, row));
        reasons.AddRange(shared);
    }

    private bool AsksEvidence =>
        plan.Query.Claims is { Standards.Count: > 0 } or { Permits.Count: > 0 } or { Marks.Count: > 0 } or { Accreditors.Count: > 0 } or { EvidenceTypes.Count: > 0 };

    private void Evidence(SearchDocument document, List<Bilingual> reasons)
    {
        var asked = plan.Query.Claims;
        foreach (var claim in document.Claims)
        {
            if (!claim.IsActiveOn(plan.Query.Day) || !Fulfils(claim, asked)) continue;
            var to = claim.StandardId is { } s ? vocabulary.LabelOf("standard", s) : vocabulary.LabelOf("permit", claim.Permit ?? "");
            var (zhEnd, enEnd) = claim.ActiveUntil is { } until ? ($"，有效期至 {until:yyyy-MM-dd}", $" until {until:yyyy-MM-dd}") : ("", "");
            var chain = claim.StandardId is { } id && plan.Chains.TryGetValue(id, out var found) ? Chain(found, to.En!) : null;
            var (zhChain, enChain) = chain is null ? ("", "") : ($"（{chain}）", $" ({chain})");
            reasons.Add(claim.Number is null
                ? new($"对 {to.Zh} 的自我声明{zhChain}。", $"It declares {to.En}{enChain}.")
                : new($"证书 {claim.Number}（{to.Zh}）现行有效{zhEnd}{zhChain}。", $"Certificate {claim.Number} to {to.En} is active{enEnd}{enChain}."));
            return;
        }
    }

    private string Chain(AcceptedChain chain, string held) =>
        $"{string.Join(" → ", chain.Via.Select(v => vocabulary.LabelOf("standard", v).En))} → {held}, {chain.Degree}";

    private Bilingual Method(MethodAsk ask, CoveredRow row)
    {
        var edition = row.LineEdition ?? row.Edition;
        var number = vocabulary.LabelOf(SearchVocabulary.MethodNumberLabel, row.Method).En;
        var covered = edition is null ? number : $"{number} ({edition})";
        var asked = vocabulary.LabelOf("method", ask.Asked).En;
        var exact = ask.Alternatives[0];
        if (row.Method != exact.Method)
            return new($"现行能力范围覆盖 {covered}，与 {asked} 等同（IDT）。", $"Its active scope covers {covered}, identical (IDT) to {asked}.");
        if (exact.Edition is { } wanted && edition != wanted)
            return new($"现行能力范围以弹性范围覆盖 {asked}，已认可版本为 {edition}。", $"Its active scope covers {asked} by flexible scope; the edition accredited is {edition}.");
        return new($"现行能力范围覆盖 {covered}：{row.Parameter}。", $"Its active scope covers {covered}: {row.Parameter}.");
    }

    private static bool Fulfils(ClaimRow claim, ClaimFilter asked) =>
        Any(asked.Standards, claim.StandardId) && Any(asked.Permits, claim.Permit) && Any(asked.Accreditors, claim.Accreditor)
        && (asked.EvidenceTypes.Count == 0 ? !ClaimRow.CountsOnlyOnRequest(claim.EvidenceType) : asked.EvidenceTypes.Contains(claim.EvidenceType))
        && (asked.Marks.Count == 0 || asked.Marks.Any(claim.Marks.Contains));

    private static bool Any(IReadOnlyList<string> asked, string? has) => asked.Count == 0 || (has is not null && asked.Contains(has));
}
