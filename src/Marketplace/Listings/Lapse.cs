using Marketplace.Accreditation;
using Marketplace.Standards;

namespace Marketplace.Listings;

/// <summary>A published listing that no longer conforms: since which day, and by which requirements.</summary>
public sealed record Lapse(DateOnly Since, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Null where it conforms on the day; otherwise the start of the unbroken run of days, up to this one, on which it did not.</summary>
    internal static Lapse? Find(
        IReadOnlyList<ConformitySpan> spans, IEnumerable<Certificate> certificates, Judgement judgement, DateOnly publishedOn, DateOnly day)
    {
        if (judgement.Result.Overall == Verdict.Met) return null;

        var since = day;
        foreach (var span in spans.Where(span => span.From <= day).Reverse().TakeWhile(span => span.Overall != Verdict.Met)) since = span.From;
        return new Lapse(since > publishedOn ? since : LastEdit(certificates, publishedOn, day), judgement.Gaps);
    }

    /// <summary>
    /// By its dates it would not have conformed when it was published, though it did: a certificate was changed since.
    /// The first such change is as near as can be known.
    /// </summary>
    private static DateOnly LastEdit(IEnumerable<Certificate> certificates, DateOnly publishedOn, DateOnly day) =>
        certificates.Select(certificate => DateOnly.FromDateTime(certificate.SavedAt.UtcDateTime))
            .Where(edit => edit >= publishedOn && edit <= day).DefaultIfEmpty(publishedOn).Min();
}
