namespace Marketplace.Standards;

/// <summary>
/// A question that a certificate answers, so that nobody types it twice: <paramref name="Field"/> is number, valid_until, valid_from,
/// mra, issuer or claim (a whole row of claims). A certificate serves when its evidence type is listed and, where they are listed,
/// its permit or standard.
/// </summary>
/// <param name="Scope">Families or classes whose question is meant.</param>
public sealed record CertificateField(
    string Question, IReadOnlyList<string> Scope, string Field,
    IReadOnlyList<string> EvidenceTypes, IReadOnlyList<string> Permits, IReadOnlyList<string> Standards)
{
    public bool Reaches(ServiceClass @class) =>
        Scope.Contains("_common") || Scope.Contains(@class.Family) || Scope.Contains(@class.Code);

    public bool TakesFrom(Evidence evidence) =>
        EvidenceTypes.Contains(evidence.EvidenceType)
        && (Permits.Count == 0 && Standards.Count == 0
            || evidence.Permit is { } permit && Permits.Contains(permit)
            || evidence.StandardId is { } standard && Standards.Contains(standard));
}

/// <summary>How a ticked scope line fills a row of the list <paramref name="Question"/>: column → field of the line.</summary>
/// <param name="Columns">Fields: activity, object, parameter, method, edition, method_edition (both in one), range_min, range_max, unit, uncertainty.</param>
/// <param name="Flags">Column that is true when the certificate's evidence type is the given one.</param>
public sealed record ScopeColumns(
    string Question, IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Flags);
