using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

public enum StandingKind { Active, NotYetValid, Suspended, Withdrawn, Cancelled, Expired }

/// <summary>How a certificate stands on a day: since when (null where that was never stated), and why as a sentence.</summary>
public sealed record Standing(StandingKind Kind, DateOnly? Since, Bilingual Why)
{
    public bool IsActive => Kind == StandingKind.Active;

    /// <summary>
    /// A stated status counts from its date on. What is final (withdrawn, cancelled, expired) is said before an expiry by date,
    /// and that before a suspension, so that a reader learns the strongest reason.
    /// </summary>
    public static Standing On(Certificate certificate, DateOnly day)
    {
        var stated = certificate.Status != EvidenceStatus.Active && !(certificate.StatusSince > day) ? certificate.Status : EvidenceStatus.Active;
        if (stated is EvidenceStatus.Withdrawn or EvidenceStatus.Cancelled or EvidenceStatus.Expired) return Stated(certificate, stated);
        if (certificate.ValidUntil is { } last && last < day) return ExpiredAfter(last);
        if (stated == EvidenceStatus.Suspended) return Stated(certificate, stated);
        return certificate.ValidFrom > day ? Before(certificate.ValidFrom) : Active(certificate, day);
    }

    private static Standing Stated(Certificate certificate, EvidenceStatus status)
    {
        var (kind, zh, en) = status switch
        {
            EvidenceStatus.Suspended => (StandingKind.Suspended, "已被暂停", "suspended"),
            EvidenceStatus.Withdrawn => (StandingKind.Withdrawn, "已被撤销", "withdrawn"),
            EvidenceStatus.Cancelled => (StandingKind.Cancelled, "已注销", "cancelled"),
            _ => (StandingKind.Expired, "已过期", "expired"),
        };
        return certificate.StatusSince is { } since
            ? new(kind, since, new Bilingual($"自 {since:yyyy-MM-dd} 起{zh}。", $"It has been {en} since {since:yyyy-MM-dd}."))
            : new(kind, null, new Bilingual($"{zh}，未注明起始日期。", $"It is {en}; the date was not stated."));
    }

    private static Standing ExpiredAfter(DateOnly last) => new(StandingKind.Expired, last.AddDays(1),
        new Bilingual($"有效期至 {last:yyyy-MM-dd}，现已过期。", $"It was valid until {last:yyyy-MM-dd} and has expired."));

    private static Standing Before(DateOnly first) => new(StandingKind.NotYetValid, null,
        new Bilingual($"自 {first:yyyy-MM-dd} 起生效，目前尚未生效。", $"It takes effect on {first:yyyy-MM-dd} and is not valid yet."));

    private static Standing Active(Certificate certificate, DateOnly day)
    {
        var announced = certificate.Status != EvidenceStatus.Active && certificate.StatusSince is { } from && from > day;
        var until = certificate.ValidUntil;
        var (zh, en) = until is { } last ? ($"有效，有效期至 {last:yyyy-MM-dd}。", $"It is valid until {last:yyyy-MM-dd}.") : ("有效，长期。", "It is valid without an end date.");
        if (!announced) return new(StandingKind.Active, certificate.ValidFrom, new Bilingual(zh, en));
        var change = Stated(certificate, certificate.Status).Kind;
        return new(StandingKind.Active, certificate.ValidFrom, new Bilingual(
            $"{zh}但自 {certificate.StatusSince:yyyy-MM-dd} 起{NameOf(change).Zh}。", $"{en} From {certificate.StatusSince:yyyy-MM-dd} it will be {NameOf(change).En}."));
    }

    /// <summary>The word for a standing, as registers use it.</summary>
    public static Bilingual NameOf(StandingKind kind) => kind switch
    {
        StandingKind.Active => new("有效", "active"),
        StandingKind.NotYetValid => new("未生效", "not yet valid"),
        StandingKind.Suspended => new("暂停", "suspended"),
        StandingKind.Withdrawn => new("撤销", "withdrawn"),
        StandingKind.Cancelled => new("注销", "cancelled"),
        _ => new("过期", "expired"),
    };
}
