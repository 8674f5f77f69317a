using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>What a listing's active scope says to the methods asked for.</summary>
internal static class MethodReasons
{
    /// <summary>Why the first method that is missing is missing.</summary>
    public static Bilingual Of(SearchDocument document, SearchPlan plan, SearchVocabulary vocabulary)
    {
        foreach (var ask in plan.Query.Methods)
        {
            if (Row(document, ask, plan.Query.Day) is not null) continue;
            var asked = vocabulary.LabelOf("method", ask.Asked).En;
            foreach (var (method, edition) in ask.Alternatives)
            {
                var number = vocabulary.LabelOf(SearchVocabulary.MethodNumberLabel, method).En;
                var other = document.Covered.FirstOrDefault(r => r.Method == method && r.IsActiveOn(plan.Query.Day));
                if (other is not null)
                    return new($"现行能力范围只覆盖 {number} 的 {other.LineEdition ?? other.Edition} 版，未覆盖 {edition} 版。", $"Its active scope covers {number} only in edition {other.LineEdition ?? other.Edition}, not {edition}.");
                var lapsed = document.Covered.FirstOrDefault(r => r.Covers(method, edition));
                if (lapsed is not null)
                    return new($"覆盖 {asked} 的证书已于 {lapsed.ActiveUntil:yyyy-MM-dd} 失效。", $"The certificate whose scope covers {asked} was active until {lapsed.ActiveUntil:yyyy-MM-dd}.");
            }

            return new($"现行能力范围未覆盖 {asked}。", $"Its active scope does not cover {asked}.");
        }

        return new("现行能力范围未覆盖所问方法。", "Its active scope does not cover what was asked.");
    }

    /// <summary>The active row that answers what was asked, an exact edition before a flexible one.</summary>
    public static CoveredRow? Row(SearchDocument document, MethodAsk ask, DateOnly day)
    {
        CoveredRow? found = null;
        foreach (var (method, edition) in ask.Alternatives)
        {
            foreach (var row in document.Covered)
            {
                if (!row.IsActiveOn(day) || !row.Covers(method, edition)) continue;
                if (edition is null || (row.LineEdition ?? row.Edition) == edition) return row;
                found ??= row;
            }
        }

        return found;
    }
}
