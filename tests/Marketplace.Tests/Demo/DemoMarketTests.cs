using System.Text.Json;
using Json.Schema;
using Marketplace.Listings;
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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2026)]
    public void Five_hundred_listings_have_every_class(long seed)
    {
        var listed = sample.Market.Firms(500, seed, DemoSample.Today, TimeZoneInfo.Utc).SelectMany(f => f.Listings).Select(it => it.Published!.Class).ToHashSet();
        Assert.Equal(sample.Catalogue.Classes.Select(c => c.Code).Order(), listed.Order());
    }

    [Fact]
    public void The_answers_of_every_listing_keep_to_the_schema_of_its_class()
    {
        Assert.Equal(60, sample.Listings.Select(it => it.Listing.Published!.Class).Distinct().Count());
        Assert.All(sample.Listings.Select(it => it.Listing.Published!), content =>
        {
            var result = AnswersSchemaTests.Schemas[content.Class].Evaluate(JsonSerializer.SerializeToElement(content.Answers.Values), new EvaluationOptions { OutputFormat = OutputFormat.List });
            Assert.True(result.IsValid, $"{content.Class}: {string.Join("; ", result.Details?.Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Value}")) ?? [])}");
        });
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
        Assert.All(sample.Firms.SelectMany(f => f.Certificates), states =>
            Assert.Contains("DEMO", states[0].Marks.Contains("CMA") ? states[0].Issuer : states[0].Number, StringComparison.Ordinal));
    }

    [Fact]
    public void An_approval_of_a_laboratory_has_its_twelve_digits_and_is_claimed_by_what_rests_on_it()
    {
        var approvals = sample.Firms.SelectMany(f => f.Certificates).Select(states => states[0]).Where(c => c.Marks.Contains("CMA")).ToList();
        Assert.NotEmpty(approvals);
        Assert.All(approvals, approval => Assert.Matches("^9[89][0-9]{10}$", approval.Number));
        Assert.Contains(sample.Listings, it => it.Listing.Published!.Answers["conformity_claims"]!.Value.EnumerateArray()
            .Any(claim => claim.GetProperty("evidence_type").GetString() == "mandatory_approval"));
    }

    [Fact]
    public void Beside_the_offer_some_firms_keep_a_draft_a_withdrawn_listing_and_one_past_its_day()
    {
        var aside = sample.Firms.Where(f => f.Aside.Count > 0).ToList();
        Assert.InRange(aside.Count, 8, sample.Firms.Count / 2);
        Assert.All(aside, firm =>
        {
            var last = firm.Aside.Select(states => states[^1]).ToList();
            Assert.Equal([ListingStatus.Draft, ListingStatus.Withdrawn, ListingStatus.Published], last.Select(it => it.Status));
            Assert.True(string.CompareOrdinal(last[2].Published!.Answers["listing_valid_until"]!.Value.GetString(), "2026-11-24") < 0);
        });
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
