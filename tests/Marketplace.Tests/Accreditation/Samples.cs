using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    public static DateOnly Today { get; } = new(2026, 11, 24);
    public static CertificateTerms Terms { get; } = new(Catalogue.Load());
    public static ProviderId Provider { get; } = ProviderId.New(Now);
    public static Actor Editor { get; } = Acting.EditorOf(Provider);
    public static Actor Stranger { get; } = Acting.EditorOf(ProviderId.New(Now), "stranger");
    public static Actor Operator { get; } = Acting.Operator;

    public static CertificateInput Input { get; } = new()
    {
        Number = "CNAS L00001-DEMO", StandardId = "iso-iec-17025-2017", EvidenceType = "accreditation", Marks = ["CNAS"], Mra = true, Issuer = "CNAS",
        ValidFrom = new DateOnly(2024, 3, 1), ValidUntil = new DateOnly(2030, 2, 28),
        ScopeLines = [new ScopeLineInput { Activity = "检测", Object = "大米", Parameter = "铅", Method = "GB 5009.12", Edition = "2023" }],
    };

    public static Handing By(Actor actor) => new(actor, Now, Today);

    public static Certificate Certificate(CertificateInput? input = null, Actor? by = null) =>
        CertificateRules.Present(CertificateId.New(Now), Provider, input ?? Input, Terms, By(by ?? Editor)).Value;
}
