using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Listings;

/// <summary>What a listing's certificates state is not typed twice, and a lapse is told with its first day.</summary>
public sealed class ListingConformityTests
{
    private static readonly DateTimeOffset saved = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ConformityCase good = ConformityCase.Named("TC.01-good");

    private readonly Certificate certificate = Of(good.Certificates[0]);

    [Theory]
    [InlineData("accreditation_number", "CNAS L00001-DEMO")]
    [InlineData("accreditation_valid_until", "2030-02-28")]
    public void A_blank_answer_is_taken_from_the_certificate(string question, string value)
    {
        using var conformity = new ListingConformity(Shipped.Catalogue);
        var judgement = conformity.Judge(Content(good.Answers.With(question, null)), [certificate], good.Date);

        Assert.Contains(question, judgement.Filled);
        Assert.Equal(value, judgement.Answers[question]!.Value.GetString());
        Assert.Equal(Verdict.Met, judgement.Result.Overall);
    }

    [Fact]
    public void What_was_answered_is_left_alone()
    {
        using var conformity = new ListingConformity(Shipped.Catalogue);
        var typed = good.Answers.With("accreditation_number", JsonSerializer.SerializeToElement("OTHER"));
        var judgement = conformity.Judge(Content(typed), [certificate], good.Date);

        Assert.Equal("OTHER", judgement.Answers["accreditation_number"]!.Value.GetString());
        Assert.Equal(Verdict.NotMet, judgement.Result.Overall);
        Assert.Contains(judgement.Gaps, gap => gap is { Requirement: "TC-R6", Question: "accreditation_number" });
    }

    [Fact]
    public void A_certificate_that_the_listing_does_not_name_counts_for_nothing()
    {
        using var conformity = new ListingConformity(Shipped.Catalogue);
        var judgement = conformity.Judge(Content(good.Answers) with { Certificates = [] }, [certificate], good.Date);

        Assert.Equal(Verdict.NotEvidenced, judgement.Result.Overall);
        Assert.Contains(judgement.Gaps, gap => gap.Requirement == "TC-R1" && gap.Field == "certificates");
    }

    [Fact]
    public void A_lapse_begins_on_the_day_after_the_certificate_ended()
    {
        using var conformity = new ListingConformity(Shipped.Catalogue);
        var content = Content(good.Answers.With("accreditation_valid_until", null));
        var listing = new Listing
        {
            Id = ListingId.New(saved), Provider = certificate.Provider, Status = ListingStatus.Published, Published = content,
            PublishedAt = saved, CreatedAt = saved, SavedAt = saved,
        };

        var (_, before) = conformity.Judge(new(listing, 2), content, [new(certificate, 1)], new DateOnly(2030, 2, 28), new DateOnly(2026, 9, 1));
        var (_, after) = conformity.Judge(new(listing, 2), content, [new(certificate, 1)], new DateOnly(2030, 6, 1), new DateOnly(2026, 9, 1));

        Assert.Null(before);
        Assert.Equal(new DateOnly(2030, 3, 1), after!.Since);
        Assert.NotEmpty(after.Gaps);
    }

    [Theory]
    [MemberData(nameof(ConformityCase.Ids), MemberType = typeof(ConformityCase))]
    public void Every_gap_of_the_worked_cases_has_a_cure_in_both_languages(string id)
    {
        using var conformity = new ListingConformity(Shipped.Catalogue);
        var it = ConformityCase.Named(id);
        var certificates = it.Certificates.Select(Of).ToList();
        var judgement = conformity.Judge(new ListingContent(it.Class, 1, it.Answers, [.. certificates.Select(c => c.Id)], []), certificates, it.Date);

        Assert.Equal(judgement.Result.Overall != Verdict.Met, judgement.Gaps.Count > 0);
        Assert.All(judgement.Gaps, gap => Assert.False(string.IsNullOrWhiteSpace(gap.Cure.Zh) || string.IsNullOrWhiteSpace(gap.Cure.En)));
        Assert.All(judgement.Gaps, gap => Assert.True(gap.Question is null || it.Specification.Question(gap.Question) is not null));
    }

    private ListingContent Content(Answers answers) => new("TC.01", 1, answers, [certificate.Id], []);

    private static Certificate Of(Evidence evidence) => new()
    {
        Id = CertificateId.New(saved), Provider = ProviderId.New(saved), Number = evidence.Number, StandardId = evidence.StandardId,
        Permit = evidence.Permit, EvidenceType = evidence.EvidenceType, Marks = evidence.Marks, Mra = evidence.Mra, Issuer = evidence.Issuer ?? "",
        Status = evidence.Status, StatusSince = evidence.StatusSince, ValidFrom = evidence.ValidFrom, ValidUntil = evidence.ValidUntil,
        ScopeLines = evidence.ScopeLines, Verification = evidence.Verification, CheckedOn = evidence.CheckedOn, SavedAt = saved,
    };
}
