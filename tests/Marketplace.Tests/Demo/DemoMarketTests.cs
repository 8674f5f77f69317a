using System.Text.Json;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Demo;

public sealed class DemoMarketTests : IClassFixture<DemoSample>
{
    private readonly DemoSample sample;

    public DemoMarketTests(DemoSample sample) => this.sample = sample;

    [Fact]
    public void Every_listing_passes_the_check_of_answers_on_the_day_it_was_published() => Assert.All(sample.Listings, it =>
    {
        var content = it.Listing.Published!;
        Assert.Empty(AnswerCheck.Check(sample.Catalogue.Specification(content.Class)!, content.Answers, sample.DayOf(it.Listing.PublishedAt!.Value)));
    });

    [Fact]
    public void Every_listing_conformed_on_the_day_it_was_published() => Assert.All(sample.Listings, it =>
        Assert.Equal(Verdict.Met, sample.VerdictOn(it, sample.DayOf(it.Listing.PublishedAt!.Value)).Overall));

    [Fact]
    public void About_one_listing_in_twelve_has_lapsed_since()
    {
        var lapsed = sample.Listings.Count(it => sample.VerdictOn(it, DemoSample.Today).Overall != Verdict.Met);
        Assert.InRange(lapsed * 100.0 / sample.Listings.Count, 6, 11);
    }

    [Fact]
    public void All_sixty_classes_and_all_thirty_one_provinces_and_abroad_are_there()
    {
        Assert.Equal(60, sample.Listings.Select(it => it.Listing.Published!.Class).Distinct().Count());
        var regions = sample.Firms.SelectMany(f => f.Provider.Sites).Select(site => site.Region).ToHashSet();
        Assert.Equal(31, regions.Count(Regions.IsMainland));
        Assert.Superset(new HashSet<string> { "DE", "JP", "GB", "US", "SG", "CN-HK" }, regions);
    }

    [Fact]
    public void Every_basis_is_common()
    {
        var bases = sample.Listings.CountBy(it => sample.VerdictOn(it, DemoSample.Today).Basis).ToDictionary();
        Assert.All(Enum.GetValues<Basis>(), basis => Assert.InRange(bases.GetValueOrDefault(basis) * 100.0 / sample.Listings.Count, 8, 60));
    }

    [Fact]
    public void Voluntary_certificates_are_found_in_classes_that_require_none()
    {
        var resting = sample.Listings.Where(it => it.Listing.Published!.Class is "EN.05" or "IT.01" or "TT.01" or "RD.02");
        Assert.Contains(resting, it => it.Listing.Published!.Certificates.Count > 0);
        Assert.Contains(resting, it => it.Listing.Published!.Certificates.Count == 0);
    }

    [Fact]
    public void Names_and_certificate_numbers_say_that_they_are_a_demonstration()
    {
        Assert.All(sample.Firms, firm => Assert.Contains("DEMO", firm.Provider.Name.Zh + firm.Provider.Name.En, StringComparison.Ordinal));
        Assert.All(sample.Firms.SelectMany(f => f.Certificates), states => Assert.Contains("DEMO", states[0].Number, StringComparison.Ordinal));
    }

    [Fact]
    public void Credit_codes_have_a_right_check_character_and_a_division_that_nobody_has()
    {
        var codes = sample.Firms.Where(f => f.Provider.Country == "CN").Select(f => f.Provider.RegistrationNumber).ToList();
        Assert.All(codes, code => Assert.True(UnifiedSocialCreditCode.IsValid(code) && code[2..8] == "990000", code));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void Scope_lines_cite_only_what_the_catalogue_ships_or_schemes_marked_as_a_demonstration()
    {
        var shipped = sample.Catalogue.Methods.Concat<NormativeDocument>(sample.Catalogue.Standards).ToList();
        var cited = shipped.Select(d => (d.Number, d.Edition)).ToHashSet();
        var numbers = shipped.Select(d => d.Number).ToHashSet();
        Assert.All(sample.Firms.SelectMany(f => f.Certificates).SelectMany(states => states[^1].ScopeLines), line => Assert.True(
            line.Method!.StartsWith("DEMO-", StringComparison.Ordinal) || cited.Contains((line.Method, line.Edition)) || line.Edition is null && numbers.Contains(line.Method),
            $"{line.Method} {line.Edition}"));
    }

    [Fact]
    public void Titles_and_summaries_are_in_both_languages_and_no_place_in_them_is_left_unfilled() => Assert.All(sample.Listings, it =>
    {
        var answers = JsonSerializer.Serialize(it.Listing.Published!.Answers, MarketJson.Options);
        Assert.DoesNotMatch(@"\{[A-Za-z]+(:[^}]*)?\}", answers);
        Assert.DoesNotContain('|', answers);
        var title = it.Listing.Published.Answers["title"]!.Value;
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", title.GetProperty("zh").GetString()!);
        Assert.Matches("^[A-Z]", title.GetProperty("en").GetString()!);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", title.GetProperty("en").GetString()!);
    });

    [Fact]
    public void The_same_seed_and_day_give_the_same_market_and_others_another()
    {
        Assert.Equal(Print(60, 7), Print(60, 7));
        Assert.NotEqual(Print(60, 7), Print(60, 8));
        Assert.StartsWith(Print(40, 7)[..2000], Print(60, 7), StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_listings_are_made_as_were_asked_for_by_three_firms_in_twenty()
    {
        Assert.Equal(DemoSample.Size, sample.Listings.Count);
        Assert.InRange(sample.Firms.Count, DemoSample.Size * 14 / 100, DemoSample.Size * 16 / 100);
    }

    private string Print(int listings, long seed) => JsonSerializer.Serialize(
        sample.Market.Firms(listings, seed, DemoSample.Today, TimeZoneInfo.Utc).SelectMany(f => f.Listings), MarketJson.Options);
}
