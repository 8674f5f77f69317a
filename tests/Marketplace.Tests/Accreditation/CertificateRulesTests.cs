using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class CertificateRulesTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "number", "required" }, { "issuer", "required" }, { "valid_from", "required" }, { "standard_id", "unknown_value" },
        { "permit", "standard_or_permit" }, { "evidence_type", "unknown_value" }, { "marks[0]", "unknown_value" },
        { "valid_until", "date_order" }, { "status_since", "status_since_of_active" },
        { "scope_lines[0].range_max", "range_order" }, { "scope_lines[0].uncertainty", "negative" }, { "scope_lines[0].parameter", "empty_line" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_said_at_its_field(string field, string code)
    {
        var good = Samples.Input;
        var input = (field, code) switch
        {
            ("number", _) => good with { Number = " " },
            ("issuer", _) => good with { Issuer = null },
            ("valid_from", _) => good with { ValidFrom = null },
            ("standard_id", _) => good with { StandardId = "iso-0" },
            ("permit", _) => good with { Permit = "cn-legal-metrology-authorisation" },
            ("evidence_type", _) => good with { EvidenceType = "self_declaration" },
            ("marks[0]", _) => good with { Marks = ["XYZ"] },
            ("valid_until", _) => good with { ValidUntil = new DateOnly(2020, 1, 1) },
            ("status_since", _) => good with { StatusSince = Samples.Today },
            ("scope_lines[0].range_max", _) => With(new ScopeLineInput { Parameter = "x", RangeMin = 2, RangeMax = 1 }),
            ("scope_lines[0].uncertainty", _) => With(new ScopeLineInput { Parameter = "x", Uncertainty = -1 }),
            _ => With(new ScopeLineInput { Site = "only a site" }),
        };
        var refusal = CertificateRules.Present(default, Samples.Provider, input, Samples.Terms, Samples.By(Samples.Editor)).Refusal!;
        Assert.Equal((field, code), (refusal.First.Field, refusal.First.Code));
    }

    [Fact]
    public void Exactly_one_of_standard_and_permit_is_named() =>
        Assert.Equal("standard_or_permit", CertificateRules.Present(default, Samples.Provider, Samples.Input with { StandardId = null }, Samples.Terms, Samples.By(Samples.Editor)).Refusal!.First.Code);

    [Fact]
    public void A_scope_has_at_most_five_thousand_lines()
    {
        var input = Samples.Input with { ScopeLines = [.. Enumerable.Repeat(Samples.Input.ScopeLines![0], 5001)] };
        Assert.Equal("scope_lines", CertificateRules.Present(default, Samples.Provider, input, Samples.Terms, Samples.By(Samples.Editor)).Refusal!.First.Field);
    }

    [Fact]
    public void A_provider_cannot_verify_its_own_certificate()
    {
        var claimed = Samples.Input with { Verification = Verification.RegisterChecked, CheckedOn = Samples.Today };
        var certificate = Samples.Certificate(claimed);
        Assert.Equal((Verification.Declared, null), (certificate.Verification, certificate.CheckedOn));
        var amended = CertificateRules.Amend(certificate, claimed, Samples.Terms, Samples.By(Samples.Editor)).Value;
        Assert.Equal(Verification.Declared, amended.Verification);
    }

    [Fact]
    public void A_provider_loses_the_check_by_a_material_edit_and_keeps_it_by_another()
    {
        var certificate = Verified();
        Assert.Equal(Verification.RegisterChecked, certificate.Verification);

        var sourced = CertificateRules.Amend(certificate, Samples.Input with { Source = "https://example.org" }, Samples.Terms, Samples.By(Samples.Editor)).Value;
        Assert.Equal((Verification.RegisterChecked, Samples.Today), (sourced.Verification, sourced.CheckedOn));

        var prolonged = CertificateRules.Amend(certificate, Samples.Input with { ValidUntil = new DateOnly(2036, 2, 28) }, Samples.Terms, Samples.By(Samples.Editor)).Value;
        Assert.Equal((Verification.Declared, null, null), (prolonged.Verification, prolonged.CheckedOn, prolonged.CheckedBy));
    }

    [Fact]
    public void An_operator_may_mend_a_certificate_without_taking_the_check_back()
    {
        var amended = CertificateRules.Amend(Verified(), Samples.Input with { Issuer = "CNAS Beijing" }, Samples.Terms, Samples.By(Samples.Operator)).Value;
        Assert.Equal(Verification.RegisterChecked, amended.Verification);
    }

    [Fact]
    public void A_restated_status_is_remembered_with_the_day_it_was_learnt()
    {
        var suspended = Samples.Input with { Status = EvidenceStatus.Suspended, StatusSince = new DateOnly(2026, 11, 1) };
        var amended = CertificateRules.Amend(Samples.Certificate(), suspended, Samples.Terms, Samples.By(Samples.Editor)).Value;
        Assert.Equal([EvidenceStatus.Active, EvidenceStatus.Suspended], amended.StatusHistory.Select(change => change.Status));
    }

    private static Certificate Verified() =>
        Samples.Certificate(Samples.Input with { Verification = Verification.RegisterChecked, CheckedOn = Samples.Today }, Samples.Operator);

    private static CertificateInput With(ScopeLineInput line) => Samples.Input with { ScopeLines = [line] };
}
