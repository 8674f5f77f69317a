using Marketplace.Demo.Content;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>
/// Deals regions, families and classes to firms from shuffled decks, so that every place and class turns up early and in proportion.
/// A longer market begins with the firms of a shorter one.
/// </summary>
internal sealed class FirmPlans(DemoContent content, long seed, DateOnly today)
{
    /// <summary>How many listings the firms of a block have; 30 firms, 200 listings.</summary>
    private static readonly int[] block =
        [2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 8, 9, 9, 10, 11, 12, 13];

    private static readonly IReadOnlyDictionary<string, int> familyWeights = new Dictionary<string, int>
    {
        ["TC"] = 11, ["IC"] = 5, ["RD"] = 4, ["IP"] = 4, ["EN"] = 4, ["TT"] = 3, ["IT"] = 3, ["IN"] = 2, ["SI"] = 2, ["TE"] = 2,
    };

    private static readonly string[] familiesAbroad = ["TC", "TC", "TC", "TC", "TC", "IC", "IC", "RD", "RD", "IT", "IP"];

    private readonly IReadOnlyList<Place> places =
        Dice.For(seed, -1).Shuffled(content.Places.Regions.SelectMany(place => Enumerable.Repeat(place, place.Weight)));

    private readonly IReadOnlyList<string> families =
        Dice.For(seed, -2).Shuffled(familyWeights.SelectMany(f => Enumerable.Repeat(f.Key, f.Value)));

    private readonly Dictionary<string, int> firmsOfFamily = [];

    public FirmPlan Next(int index, bool lapses)
    {
        var dice = Dice.For(seed, index);
        var count = Dice.For(seed, -100 - index / block.Length).Shuffled(block)[index % block.Length];
        return index < content.Places.Cast.Count
            ? OfCast(index, dice, content.Places.Cast[index], count)
            : Dealt(index, dice, count, lapses);
    }

    private FirmPlan OfCast(int index, Dice dice, CastFirm cast, int count) => new(
        index, dice, content.Places.Regions.First(place => place.Code == cast.Region), Phrase.Of(cast.City), cast.Family, Phrase.Of(cast.Name),
        [.. Enumerable.Range(0, Math.Max(count, cast.Classes.Count)).Select(i => cast.Classes[i % cast.Classes.Count])], today, Lapses: false, IsCast: true);

    private FirmPlan Dealt(int index, Dice dice, int count, bool lapses)
    {
        var place = places[index % places.Count];
        var family = place.IsMainland ? families[index % families.Count] : dice.One(familiesAbroad);
        var city = Phrase.Of(dice.One(place.Cities));
        return new FirmPlan(index, dice, place, city, family, Name(dice, place, city, family), Classes(place, family, count), today, lapses, IsCast: false);
    }

    /// <summary>A few neighbouring classes of the family, starting where the firm before left off.</summary>
    private List<string> Classes(Place place, string family, int count)
    {
        var all = content.Classes[family].Where(code => place.IsMainland || content.Offers[code].Any(o => o.OfferedAbroad)).ToList();
        var key = family + (place.IsMainland ? "" : "*");
        var ordinal = firmsOfFamily[key] = firmsOfFamily.GetValueOrDefault(key) + 1;
        var span = Math.Min(all.Count, 4);
        return [.. Enumerable.Range(0, count).Select(i => all[(ordinal * 3 + i % span) % all.Count])];
    }

    private Bilingual Name(Dice dice, Place place, Bilingual city, string family)
    {
        var trade = Phrase.Of(dice.One(content.Places.Trades[family]));
        if (!place.IsMainland)
        {
            var core = Phrase.Of(dice.One(content.Places.Abroad));
            return new Bilingual($"{city.Zh}{core.Zh}{trade.Zh}（DEMO）公司", $"{core.En} {city.En} {trade.En} DEMO {place.Suffix}");
        }
        var (first, second) = (Phrase.Of(dice.One(content.Places.First)), Phrase.Of(dice.One(content.Places.Second)));
        return new Bilingual($"{city.Zh}{first.Zh}{second.Zh}{trade.Zh}（DEMO）有限公司", $"{city.En} {first.En}{second.En} {trade.En} DEMO Co., Ltd.");
    }
}
