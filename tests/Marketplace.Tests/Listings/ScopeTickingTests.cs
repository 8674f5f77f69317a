using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Listings.Draft;

/// <summary>Ticked scope lines fill rows, and take back only what they filled.</summary>
public sealed class ScopeTickingTests
{
    private static readonly DateTimeOffset now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ScopeColumns mapping = Shipped.Catalogue.ScopeColumns.Single(it => it.Question == "scope_items");

    private static readonly Certificate accreditation = Certificate("accreditation");

    private static readonly Certificate approval = Certificate("mandatory_approval");

    private readonly ScopeTicking ticking = new(mapping);

    [Fact]
    public void A_ticked_line_becomes_a_row_marked_by_its_certificate()
    {
        var row = Tick(Answers.Empty, accreditation)["scope_items"]!.Value[0];

        Assert.Equal("GB 5009.12", row.GetProperty("method_standard").GetString());
        Assert.True(row.GetProperty("accredited").GetBoolean());
        Assert.False(row.TryGetProperty("cma_covered", out _));
    }

    [Fact]
    public void The_same_line_of_two_certificates_is_one_row_with_both_marks()
    {
        var rows = Tick(Answers.Empty, accreditation, approval)["scope_items"]!.Value;

        Assert.Equal(1, rows.GetArrayLength());
        Assert.True(rows[0].GetProperty("accredited").GetBoolean() && rows[0].GetProperty("cma_covered").GetBoolean());
    }

    [Fact]
    public void Unticking_takes_the_row_away_with_its_last_mark()
    {
        var both = Tick(Answers.Empty, accreditation, approval);
        var one = Tick(both, accreditation);

        Assert.False(one["scope_items"]!.Value[0].TryGetProperty("cma_covered", out _));
        Assert.Null(Tick(one)["scope_items"]);
    }

    [Fact]
    public void A_row_typed_by_hand_stays()
    {
        var typed = Answers.Empty.With("scope_items", JsonSerializer.SerializeToElement(
            new[] { new { @object = "大米", parameter = "铅", method_standard = "GB 5009.12", method_edition = "2023" } }));

        Assert.Equal(1, Tick(typed)["scope_items"]!.Value.GetArrayLength());
    }

    [Fact]
    public void A_line_stands_for_a_row_that_says_the_unit_which_the_line_leaves_open()
    {
        var row = JsonSerializer.SerializeToElement(
            new[] { new { @object = "大米", parameter = "铅", method_standard = "GB 5009.12", method_edition = "2023", unit = "mg/kg", accredited = true } });
        var answers = Answers.Empty.With("scope_items", row);

        Assert.Equal([true, false], ticking.Offer([accreditation, approval], answers).Select(line => line.Ticked));
        Assert.Equal("mg/kg", Tick(answers, accreditation, approval)["scope_items"]!.Value[0].GetProperty("unit").GetString());
        Assert.Null(Tick(answers)["scope_items"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_flexible_line_stands_for_another_edition_of_its_method(bool flexible, bool stands)
    {
        var row = JsonSerializer.SerializeToElement(
            new[] { new { @object = "大米", parameter = "铅", method_standard = "GB 5009.12", method_edition = "2017", accredited = true } });
        var certificate = accreditation with { ScopeLines = [accreditation.ScopeLines[0] with { Flexible = flexible }] };

        Assert.Equal(stands, ticking.Offer([certificate], Answers.Empty.With("scope_items", row)).Single().Ticked);
    }

    private Answers Tick(Answers answers, params Certificate[] ticked)
    {
        var offered = ticking.Offer([accreditation, approval], answers);
        return ticking.Apply(answers, offered, offered.Where(line => ticked.Contains(line.Certificate)).Select(line => line.Key).ToHashSet());
    }

    private static Certificate Certificate(string type) => new()
    {
        Id = CertificateId.New(now), Provider = ProviderId.New(now), Number = type, EvidenceType = type, Issuer = "CNAS",
        ValidFrom = new DateOnly(2024, 1, 1), SavedAt = now,
        ScopeLines = [new ScopeLine("检测", "大米", "铅", "GB 5009.12", "2023", null, null, null, null, false, null)],
    };
}
