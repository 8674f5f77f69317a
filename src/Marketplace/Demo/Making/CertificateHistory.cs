using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>What happened to a firm's certificates: handed in by the firm, checked by the operator, and some suspended or withdrawn later.</summary>
internal sealed class CertificateHistory(FirmPlan plan, Provider provider, CertificateTerms terms, Days days)
{
    private static readonly Actor marketOperator = new(new Person("demo-operator", new Bilingual("周文清", "Zhou Wenqing")), null, Strength.Passkey) { Platform = [PlatformRole.Operator] };

    private readonly Actor firm = new(new Person("demo-editor", provider.Name));
    private readonly DateOnly checkDay = CheckDay(plan);

    public IReadOnlyList<Certificate> Of(CertificateDraft draft, DateTimeOffset registered)
    {
        draft.Id = CertificateId.From(plan.Dice.Id(CertificateId.Prefix, registered));
        var input = draft.Input();
        var states = new List<Certificate>
        {
            FirmMaker.Accepted(CertificateRules.Present(draft.Id, provider.Id, input, terms, new Handing(firm, registered, plan.Registered)), draft.Number),
        };
        if (draft.Verification != Verification.Declared)
            states.Add(CertificateRules.Checked(states[^1], draft.Verification, checkDay, Note(draft.Verification, plan.Language), Operator(checkDay)));
        if (draft.Lapse is LapseKind.Suspension or LapseKind.Withdrawal)
        {
            var status = draft.Lapse == LapseKind.Suspension ? EvidenceStatus.Suspended : EvidenceStatus.Withdrawn;
            states.Add(FirmMaker.Accepted(
                CertificateRules.Amend(states[^1], input with { Status = status, StatusSince = plan.LapseDay }, terms, Operator(plan.LapseDay)), draft.Number));
        }
        return states;
    }

    /// <summary>One visit of the register for all of the firm's certificates, mostly within the last months.</summary>
    private static DateOnly CheckDay(FirmPlan plan)
    {
        var day = plan.Today.AddDays(-plan.Dice.Between(plan.Lapses ? 32 : 1, plan.Dice.Chance(70) ? 150 : 600));
        return day > plan.Registered ? day : plan.Registered.AddDays(1);
    }

    private Handing Operator(DateOnly day) => new(marketOperator, days.At(day, 200), day);

    private static string Note(Verification verification, Language language) => (verification, language) switch
    {
        (Verification.RegisterChecked, Language.Zh) => "已在发证机构公开目录核对编号、范围与有效期。（DEMO）",
        (Verification.RegisterChecked, _) => "Number, scope and validity compared with the issuer's public register. (DEMO)",
        (_, Language.Zh) => "已查看证书扫描件。（DEMO）",
        _ => "A scan of the certificate was seen. (DEMO)",
    };
}
