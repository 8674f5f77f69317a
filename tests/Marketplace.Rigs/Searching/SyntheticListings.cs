using System.Globalization;
using Marketplace.Discovery;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Searching;

/// <summary>
/// Search documents as a real market would have them: bilingual texts, sixty classes in ten families, providers with a few certificates
/// each that their listings share, a dozen facets, covered rows. The same seed gives the same documents.
/// </summary>
public sealed class SyntheticListings(int seed, DateOnly today)
{
    private const int ListingsPerProvider = 7;

    public IEnumerable<SearchDocument> Take(int count)
    {
        var provider = new SyntheticProvider(new Random(seed), today, 0);
        for (var i = 0; i < count; i++)
        {
            if (i % ListingsPerProvider == 0) provider = new SyntheticProvider(new Random(seed + i), today, i);
            yield return Listing(i, provider);
        }
    }

    private SearchDocument Listing(int number, SyntheticProvider provider)
    {
        var random = new Random(seed ^ (number * 7919));
        var topic = SyntheticWords.Topics[random.Next(SyntheticWords.Topics.Length)];
        var family = number % 10;
        var classCode = SyntheticWords.Families[family] + ".0" + (1 + random.Next(6));
        var claims = provider.Claims.Where(_ => random.Next(3) > 0).ToArray();
        var published = new DateTimeOffset(today.AddDays(-random.Next(900)), TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(random.Next(86_400));
        var price = Price(random);
        int? days = random.Next(12) == 0 ? null : 1 + random.Next(40);
        return new SearchDocument
        {
            Id = new ListingId(SyntheticProvider.IdOf("lst_", number, published)),
            Position = number + 1,
            ListingVersion = 1 + random.Next(5),
            Title = new Bilingual($"{topic.Zh}{SyntheticWords.Services[random.Next(8)].Zh}（{provider.City.Zh}）", $"{topic.En} {SyntheticWords.Services[random.Next(8)].En} in {provider.City.En}"),
            Summary = Summary(random, topic),
            Provider = provider.Id,
            ProviderName = provider.Name,
            Region = provider.City.Code,
            Class = classCode,
            Edition = 1,
            Keywords = [topic.Zh, topic.En, .. SyntheticWords.ClassNames(classCode)],
            ScopeWords = [.. provider.Rows.Take(2 + random.Next(6)).SelectMany(row => new[] { row.Method, row.Parameter, row.Object })],
            Spans = Spans(random, claims),
            Claims = claims,
            Covered = [.. provider.Rows.Take(2 + random.Next(6))],
            Terms = Terms(random, provider, classCode, price, days),
            Price = price,
            Days = days,
            ListedUntil = random.Next(4) == 0 ? today.AddDays(random.Next(-20, 400)) : null,
            PublishedAt = published,
            UpdatedAt = published.AddDays(random.Next(30)),
        };
    }

    private static Bilingual Summary(Random random, (string Zh, string En) topic)
    {
        var phrases = Enumerable.Range(0, 4).Select(_ => SyntheticWords.Phrases[random.Next(SyntheticWords.Phrases.Length)]).ToList();
        var aside = SyntheticWords.Topics[random.Next(SyntheticWords.Topics.Length)];
        return new Bilingual(
            $"{topic.Zh}，" + string.Join('，', phrases.Select(phrase => phrase.Zh)) + $"，也可承接{aside.Zh}。",
            $"{topic.En}: " + string.Join(", ", phrases.Select(phrase => phrase.En)) + $"; also {aside.En}.");
    }

    private VerdictSpan[] Spans(Random random, ClaimRow[] claims)
    {
        var basis = claims.Length == 0 ? Basis.OwnWord : (Basis)(1 + (int)claims.Min(claim => claim.Verification));
        var ends = claims.Select(claim => claim.ActiveUntil).Where(until => until is not null).Min();
        if (ends is null) return [new VerdictSpan(today.AddYears(-3), null, random.Next(9) == 0 ? Verdict.NotEvidenced : Verdict.Met, basis)];
        return [new VerdictSpan(today.AddYears(-3), ends, Verdict.Met, basis), new VerdictSpan(ends.Value.AddDays(1), null, Verdict.NotMet, Basis.OwnWord)];
    }

    private static ListedPrice? Price(Random random)
    {
        if (random.Next(8) == 0) return null;
        if (random.Next(8) == 0) return new ListedPrice("quote", "on_request", null, null, null, null);
        long least = 10_000 * (1 + random.Next(200));
        var currency = random.Next(10) == 0 ? "USD" : "CNY";
        return random.Next(3) switch
        {
            0 => new ListedPrice("fixed", "fixed", least, null, currency, null),
            1 => new ListedPrice("unit", "per_unit", least, null, currency, "sample"),
            _ => new ListedPrice("range", "range", least, least * 2, currency, null),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Terms(Random random, SyntheticProvider provider, string classCode, ListedPrice? price, int? days)
    {
        var terms = new Dictionary<string, IReadOnlyList<string>>
        {
            ["class"] = [classCode[..2], classCode],
            ["region"] = provider.Regions,
            ["serves"] = random.Next(3) == 0 ? ["CN"] : provider.Regions,
            ["providerSize"] = [provider.Size],
            ["language"] = random.Next(2) == 0 ? ["zh"] : ["zh", "en"],
            ["price"] = [Band(price)],
        };
        if (days is { } known) terms["days"] = [known < 3 ? "0..3" : known < 10 ? "3..10" : known < 20 ? "10..20" : "20.."];
        for (var question = 0; question < 8; question++)
            if (random.Next(6) > 0) terms[$"f.{classCode[..2].ToLowerInvariant()}_question_{question}"] = Values(random, question);
        return terms;
    }

    private static string[] Values(Random random, int question) =>
        question % 3 == 0
            ? [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => "option_" + random.Next(9).ToString(CultureInfo.InvariantCulture)).Distinct()]
            : ["option_" + random.Next(2 + question).ToString(CultureInfo.InvariantCulture)];

    private static string Band(ListedPrice? price) =>
        price?.Min is not { } least ? "none" : $"{price.Currency}:{(least < 100_000 ? "0..100000" : least < 500_000 ? "100000..500000" : "500000..")}";
}
