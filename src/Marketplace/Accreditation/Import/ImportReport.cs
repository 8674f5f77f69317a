using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>What was found in one row; without problems it is good.</summary>
public sealed record RowReport(int Line, string? Number, IReadOnlyList<Problem> Problems);

/// <summary>A certificate that the table holds, and whether the provider already has one of its number.</summary>
public sealed record ImportedCertificate(CertificateInput Input, bool NumberIsKnown);

/// <summary>The report of an import: every row, and what would be stored. It is good when no row has a problem.</summary>
public sealed record ImportReport(IReadOnlyList<RowReport> Rows, IReadOnlyList<ImportedCertificate> Certificates)
{
    public int Faulty { get; } = Rows.Count(row => row.Problems.Count > 0);

    public bool IsGood => Faulty == 0 && Certificates.Count > 0;
}
