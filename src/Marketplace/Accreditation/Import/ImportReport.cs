using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>What was found in one row; without problems it is good.</summary>
public sealed record RowReport(int Line, string? Number, IReadOnlyList<Problem> Problems);

/// <summary>The report of an import: every row, and what would be stored. It is good when no row has a problem.</summary>
public sealed record ImportReport(IReadOnlyList<RowReport> Rows, IReadOnlyList<CertificateInput> Certificates)
{
    public int Faulty { get; } = Rows.Count(row => row.Problems.Count > 0);

    public bool IsGood => Faulty == 0 && Certificates.Count > 0;
}
