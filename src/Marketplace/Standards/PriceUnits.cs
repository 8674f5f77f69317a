using System.Collections.Frozen;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>What a price is for. Providers type it in one language; the usual ones are known in both, any other stands as it was typed.</summary>
public static class PriceUnits
{
    private static readonly Bilingual[] known =
    [
        new("项", "item"), new("项", "test"), new("项/样品", "test per sample"), new("小时", "hour"), new("天", "day"), new("周", "week"),
        new("月", "month"), new("年", "year"), new("人日", "person-day"), new("审核人日", "auditor day"), new("人", "person"), new("件", "piece"),
        new("案件", "case"), new("份", "report"), new("台件", "instrument"), new("批", "batch"), new("批样品", "batch of samples"),
        new("机时", "machine hour"), new("样品", "sample"), new("项目", "project"), new("计划", "scheme"), new("次", "session"),
    ];

    private static readonly FrozenDictionary<string, Bilingual> byWord =
        known.SelectMany(unit => new[] { (Word: unit.Zh!, unit), (Word: unit.En!, unit) }).DistinctBy(pair => pair.Word)
            .ToFrozenDictionary(pair => pair.Word, pair => pair.unit, StringComparer.OrdinalIgnoreCase);

    public static Bilingual Named(string typed) => byWord.GetValueOrDefault(typed) ?? Bilingual.Same(typed);
}
