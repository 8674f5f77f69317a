namespace Marketplace.Standards;

public static class EvidenceDays
{
    /// <summary>The days from which on the certificate's state differs from the day before.</summary>
    public static IEnumerable<DateOnly> Turns(this Evidence evidence)
    {
        yield return evidence.ValidFrom;
        if (evidence.ValidUntil is { } last && last < DateOnly.MaxValue) yield return last.AddDays(1);
        if (evidence.Status != EvidenceStatus.Active && evidence.StatusSince is { } since) yield return since;
    }

    /// <summary>What a register would say on the day: a status other than active counts from its date, an end passes by itself.</summary>
    public static EvidenceStatus StatusOn(this Evidence evidence, DateOnly day) =>
        evidence.Status != EvidenceStatus.Active && !(evidence.StatusSince > day) ? evidence.Status
        : evidence.ValidUntil < day ? EvidenceStatus.Expired
        : EvidenceStatus.Active;
}
