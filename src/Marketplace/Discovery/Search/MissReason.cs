using System.Globalization;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>The filter that keeps a listing out, what it asks, and why this listing does not meet it.</summary>
internal sealed record FailedFilter(string Filter, string Requirement, Bilingual Reason);

/// <summary>A listing that fails exactly one filter.</summary>
/// <param name="IsTelling">It has something of what was asked (lapsed, another edition, another value), not merely nothing.</param>
internal sealed record ExcludedListing(SearchDocument Document, IReadOnlyList<FailedFilter> Fails, bool IsTelling);

/// <summary>Says why a listing that fails one filter is not in, as one would to a colleague: which certificate, since when, which edition.</summary>
internal sealed class MissReason(SearchVocabulary vocabulary)
{
    private readonly Catalogue catalogue = vocabulary.Catalogue;

    public ExcludedListing For(NearMiss miss, SearchPlan plan)
    {
        var asked = plan.Request.Values(miss.Filter);
        var requirement = miss.Filter switch
        {
            "priceRange" => $"{plan.Request.Currency ?? "CNY"}:{plan.Request.PriceMin}..{plan.Request.PriceMax}",
            "daysMax" => plan.Request.DaysMax?.ToString(CultureInfo.InvariantCulture) ?? "",
            _ => string.Join(" | ", asked),
        };
        return new ExcludedListing(miss.Document, [new FailedFilter(miss.Filter, requirement, Reason(miss.Document, miss.Filter, asked, plan))], IsTelling(miss, plan));
    }

    private bool IsTelling(NearMiss miss, SearchPlan plan) => miss.Filter switch
    {
        "standard" => miss.Document.Claims.Any(c => c.StandardId is { } held && plan.Request.Values("standard").Any(asked =>
            asked == held || catalogue.Equivalences.Satisfying(asked).ContainsKey(held) || catalogue.Equivalences.Partial(asked).ContainsKey(held)
            || catalogue.Document(asked)?.Number is { } number && number == catalogue.Document(held)?.Number)),
        "permit" => miss.Document.Claims.Any(c => c.Permit is { } held && plan.Request.Values("permit").Contains(held)),
        "method" => miss.Document.Covered.Any(r => plan.Query.Methods.Any(ask => ask.Alternatives.Any(a => a.Method == r.Method))),
        _ => true,
    };

    private Bilingual Reason(SearchDocument document, string filter, IReadOnlyList<string> asked, SearchPlan plan) => filter switch
    {
        "standard" => StandardReason(document, asked, plan),
        "permit" => Lapsed(document, plan.Query.Day, c => c.Permit is { } p && asked.Contains(p))
            ?? new($"没有{Labels(filter, asked).Zh}。", $"It has no {Labels(filter, asked).En}."),
        "mark" => Lapsed(document, plan.Query.Day, c => c.Marks.Any(asked.Contains))
            ?? new($"所据证书不带{Labels(filter, asked).Zh}标志。", $"No certificate that meets the rest carries the mark {Labels(filter, asked).En}."),
        "accreditor" => new($"所据证书并非由{Labels(filter, asked).Zh}颁发。", $"No certificate that meets the rest was issued by {Labels(filter, asked).En}."),
        "evidence" => new($"没有此类证据：{Labels(filter, asked).Zh}。", $"It has no evidence of this kind: {Labels(filter, asked).En}."),
        "method" => MethodReasons.Of(document, plan, vocabulary),
        "verdict" => Verdict(document, plan.Query.Day),
        "basis" => Basis(document, plan.Query.Day),
        "priceRange" => Price(document),
        "daysMax" => document.Days is { } days
            ? new($"服务周期为 {days} 个工作日。", $"It takes {days} working days.") : new("未给出服务周期。", "It gives no turnaround."),
        _ => Terms(document, filter),
    };

    private Bilingual StandardReason(SearchDocument document, IReadOnlyList<string> asked, SearchPlan plan)
    {
        var wanted = Labels("standard", asked);
        if (Lapsed(document, plan.Query.Day, c => c.StandardId is { } s && plan.Query.Claims.Standards.Contains(s)) is { } lapsed) return lapsed;
        foreach (var claim in document.Claims.Where(c => c.StandardId is not null && c.IsActiveOn(plan.Query.Day) && !ClaimRow.CountsOnlyOnRequest(c.EvidenceType)))
        {
            var held = catalogue.Document(claim.StandardId!);
            var name = vocabulary.LabelOf("standard", claim.StandardId!);
            foreach (var one in asked)
            {
                var target = vocabulary.LabelOf("standard", one);
                if (!plan.Request.Equivalents && catalogue.Equivalences.Satisfying(one).ContainsKey(claim.StandardId!))
                    return new($"证书所列为 {name.Zh}，等同采用 {target.Zh}；勾选“接受等同标准”后即列入。", $"Its certificate is to {name.En}, an identical adoption (IDT) of {target.En}; it is in once equivalents are accepted.");
                if (catalogue.Equivalences.Partial(one).ContainsKey(claim.StandardId!))
                    return new($"证书所列为 {name.Zh}，仅为 {target.Zh} 的修改采用（MOD），属部分等效。", $"Its certificate is to {name.En}, which adopts {target.En} only with modifications (MOD): partial.");
                if (held is not null && catalogue.Document(one) is { } document2 && document2.Number == held.Number)
                    return new($"证书所列为 {held.Edition} 版，不适用于 {document2.Edition} 版。", $"Its certificate is to the {held.Edition} edition, which does not serve for {document2.Edition}.");
                if (catalogue.Equivalences.Doubtful(one).ContainsKey(claim.StandardId!))
                    return new($"{name.Zh} 与 {target.Zh} 的等同关系尚未核实，不予采信。", $"That {name.En} is equivalent to {target.En} is uncertain, so it does not count.");
            }
        }

        return document.Claims.Any(c => c.StandardId is { } s && asked.Contains(s))
            ? new($"对 {wanted.Zh} 仅有自我声明，没有证书。", $"It only declares {wanted.En} itself; no certificate names it.")
            : new($"所据证书均未列 {wanted.Zh}。", $"No certificate that it rests on names {wanted.En}.");
    }

    /// <summary>The best claim that would do were it active.</summary>
    private Bilingual? Lapsed(SearchDocument document, DateOnly day, Func<ClaimRow, bool> fits)
    {
        var claim = document.Claims.Where(c => fits(c) && !c.IsActiveOn(day)).MaxBy(c => c.ActiveUntil ?? c.ActiveFrom);
        if (claim is null || document.Claims.Any(c => fits(c) && c.IsActiveOn(day))) return null;
        var to = claim.StandardId is { } s ? vocabulary.LabelOf("standard", s) : vocabulary.LabelOf("permit", claim.Permit ?? "");
        var since = (claim.ActiveUntil?.AddDays(1) ?? claim.ActiveFrom).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return HitEvidence.Status(claim, day) switch
        {
            "notYetValid" => new($"证书 {claim.Number}（{to.Zh}）自 {claim.ActiveFrom:yyyy-MM-dd} 起才生效。", $"Certificate {claim.Number} to {to.En} is valid only from {claim.ActiveFrom:yyyy-MM-dd}."),
            "suspended" => new($"证书 {claim.Number}（{to.Zh}）自 {since} 起暂停。", $"Certificate {claim.Number} to {to.En} is suspended since {since}."),
            "withdrawn" => new($"证书 {claim.Number}（{to.Zh}）自 {since} 起撤销。", $"Certificate {claim.Number} to {to.En} was withdrawn as of {since}."),
            "cancelled" => new($"证书 {claim.Number}（{to.Zh}）自 {since} 起注销。", $"Certificate {claim.Number} to {to.En} was cancelled as of {since}."),
            _ => new($"证书 {claim.Number}（{to.Zh}）已于 {claim.ActiveUntil:yyyy-MM-dd} 到期。", $"Certificate {claim.Number} to {to.En} expired on {claim.ActiveUntil:yyyy-MM-dd}."),
        };
    }

    private Bilingual Verdict(SearchDocument document, DateOnly day)
    {
        var label = document.SpanOn(day) is { } span ? vocabulary.LabelOf("verdict", VerdictNames.Of(span.Verdict)) : Bilingual.Same("–");
        return new($"当日的判定为“{label.Zh}”。", $"Its verdict on the day is “{label.En}”.");
    }

    private Bilingual Basis(SearchDocument document, DateOnly day)
    {
        var label = document.SpanOn(day) is { } span ? vocabulary.LabelOf("basis", VerdictNames.Of(span.Basis)) : Bilingual.Same("–");
        return new($"判定依据为“{label.Zh}”。", $"Its verdict rests on “{label.En}”.");
    }

    private static Bilingual Price(SearchDocument document) =>
        document.Price is { Min: { } min, Currency: { } currency }
            ? new($"标价为 {Amounts.Text(min, currency)}。", $"It is priced at {Amounts.Text(min, currency)}.")
            : new("未标价。", "It gives no price.");

    private Bilingual Terms(SearchDocument document, string filter)
    {
        if (!document.Terms.TryGetValue(filter, out var has) || has.Count == 0)
            return new($"未给出{vocabulary.NameOf(filter).Zh}。", $"It says nothing about: {vocabulary.NameOf(filter).En}.");
        var shown = filter switch
        {
            "class" => [document.Class],
            // Where it is, without the country and "abroad" that each place is counted under as well.
            "region" => [.. has.Where(r => r != SearchVocabulary.Abroad && !has.Any(place => place.StartsWith(r + '-', StringComparison.Ordinal))).Take(6)],
            _ => has.Take(6).ToArray(),
        };
        var labels = Labels(filter, shown);
        return filter switch
        {
            "class" => new($"该服务属于{labels.Zh}。", $"It is a service of {labels.En}."),
            "region" => new($"服务场所位于{labels.Zh}。", $"It is offered from {labels.En}."),
            "language" => new($"服务语言为{labels.Zh}。", $"It is offered in {labels.En}."),
            _ => new($"所填为{labels.Zh}。", $"It says {labels.En}."),
        };
    }

    private Bilingual Labels(string filter, IReadOnlyList<string> values) => new(
        string.Join("、", values.Select(v => vocabulary.LabelOf(filter, v).In(Language.Zh))),
        string.Join(", ", values.Select(v => vocabulary.LabelOf(filter, v).In(Language.En))));
}
