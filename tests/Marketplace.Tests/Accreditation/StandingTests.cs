using CsCheck;
using Marketplace.Standards;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class StandingTests
{
    [Fact]
    public void It_expires_on_the_day_after_its_last()
    {
        var certificate = Samples.Certificate();
        Assert.True(certificate.StatusOn(new DateOnly(2030, 2, 28)).IsActive);
        var after = certificate.StatusOn(new DateOnly(2030, 3, 1));
        Assert.Equal((StandingKind.Expired, new DateOnly(2030, 3, 1)), (after.Kind, after.Since));
        Assert.Contains("2030-02-28", after.Why.En);
        Assert.Contains("2030-02-28", after.Why.Zh);
    }

    [Fact]
    public void A_stated_status_holds_from_its_day_on()
    {
        var certificate = Samples.Certificate(Samples.Input with { Status = EvidenceStatus.Suspended, StatusSince = new DateOnly(2027, 1, 1) });
        var before = certificate.StatusOn(new DateOnly(2026, 12, 31));
        Assert.True(before.IsActive);
        Assert.Contains("suspended", before.Why.En);
        Assert.Equal(StandingKind.Suspended, certificate.StatusOn(new DateOnly(2027, 1, 1)).Kind);
    }

    [Fact]
    public void It_is_not_valid_before_its_first_day() =>
        Assert.Equal(StandingKind.NotYetValid, Samples.Certificate().StatusOn(new DateOnly(2024, 2, 29)).Kind);

    /// <summary>What a page says and what the engine decides must never part.</summary>
    [Fact]
    public void It_is_active_exactly_when_the_engine_counts_it()
    {
        var day = Gen.Int[0, 3000].Select(offset => new DateOnly(2022, 1, 1).AddDays(offset));
        Gen.Select(Gen.Enum<EvidenceStatus>(), day, day, day, Gen.Bool, Gen.Bool).Sample((status, since, from, on, dated, ends) =>
        {
            var certificate = Samples.Certificate() with
            {
                Status = status, StatusSince = dated && status != EvidenceStatus.Active ? since : null, ValidFrom = from, ValidUntil = ends ? from.AddDays(700) : null,
            };
            return certificate.StatusOn(on).IsActive == certificate.ToEvidence().IsActiveOn(on);
        });
    }
}
