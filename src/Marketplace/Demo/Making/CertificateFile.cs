using Marketplace.Demo.Content;

namespace Marketplace.Demo.Making;

/// <summary>The certificates of one firm. They come to be when a listing first needs them, and the firm either has a kind or has it not.</summary>
internal sealed class CertificateFile(DemoContent content, FirmPlan plan)
{
    private readonly Dictionary<string, CertificateDraft> drafts = [];
    private readonly Dictionary<string, bool> decided = [];

    public IReadOnlyCollection<CertificateDraft> All => drafts.Values;

    /// <summary>Whether the firm holds this kind, decided once with the chance first asked.</summary>
    public bool Has(string kind, int percent)
    {
        if (!plan.Place.IsMainland && content.Evidence.Kinds[kind].Abroad is null) return false;
        if (drafts.ContainsKey(kind)) return true;
        return decided.TryGetValue(kind, out var has) ? has : decided[kind] = plan.Dice.Chance(percent);
    }

    public CertificateDraft Of(string kind) =>
        drafts.TryGetValue(kind, out var draft) ? draft : drafts[kind] = Make(kind, content.Evidence.Kinds[kind]);

    /// <summary>The number of a certificate that a listing mentions; outside the mainland, where the permit does not exist, a local one.</summary>
    public string NumberOf(string kind) => plan.Place.IsMainland ? Of(kind).Number : $"{plan.Place.Code}-{10_000 + plan.Index} DEMO";

    private CertificateDraft Make(string key, EvidenceKind kind)
    {
        var dice = plan.Dice;
        var body = content.Evidence.Accreditors.GetValueOrDefault(plan.Place.RegisterCountry) ?? content.Evidence.Accreditors["CN"];
        var standards = plan.Place.IsMainland ? kind.Mainland : kind.Abroad;
        // The first certificate of a firm is the one its business rests on, so it is the one whose lapse is felt.
        var lapse = plan.Lapses && drafts.Count == 0 ? dice.One<LapseKind?>([LapseKind.Expiry, LapseKind.Expiry, LapseKind.Suspension, LapseKind.Suspension, LapseKind.Withdrawal]) : null;
        if (lapse == LapseKind.Expiry && kind.Years == 0) lapse = LapseKind.Suspension;
        var (from, until) = Validity(kind, lapse);
        return new CertificateDraft
        {
            Kind = kind,
            StandardId = kind.Permit ? null : dice.One(standards!),
            Permit = kind.Permit ? key : null,
            Number = kind.Number.Replace("{body}", body.Issuer, StringComparison.Ordinal).Replace("{n}", $"{10_000 + plan.Index}", StringComparison.Ordinal)
                // The approval of a laboratory has twelve digits and no room for DEMO; its issuer says it instead, and no register begins so.
                .Replace("{n10}", $"{10_000 + plan.Index:0000000000}", StringComparison.Ordinal),
            Issuer = kind.IsAccreditation ? body.Issuer : Phrase.Of(kind.Issuer!).In(plan.Language),
            Marks = kind.IsAccreditation ? (plan.Family == "IC" ? body.CertifierMarks : body.Marks) : kind.Marks ?? [],
            Mra = kind.IsAccreditation && body.Mra,
            ValidFrom = from,
            ValidUntil = until,
            Verification = dice.One<Standards.Verification>(
                [Standards.Verification.Declared, Standards.Verification.DocumentSeen, Standards.Verification.RegisterChecked, Standards.Verification.RegisterChecked]),
            Lapse = lapse,
        };
    }

    /// <summary>Granted before the firm came, and good today unless it is the one that has expired.</summary>
    private (DateOnly From, DateOnly? Until) Validity(EvidenceKind kind, LapseKind? lapse)
    {
        var dice = plan.Dice;
        var latest = plan.Registered.AddDays(-dice.Between(5, 200));
        if (kind.Years == 0) return (latest.AddYears(-dice.Between(0, 8)), null);

        var until = lapse == LapseKind.Expiry ? plan.LapseDay.AddDays(-1) : plan.Today.AddDays(dice.Between(12, 365 * kind.Years - 300));
        var from = until.AddYears(-kind.Years).AddDays(1);
        return (from < latest ? from : latest, until);
    }
}
