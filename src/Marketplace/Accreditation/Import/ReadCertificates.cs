using System.Text.RegularExpressions;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>Reads a table of certificates and says for every row what is wrong with it.</summary>
internal static partial class ReadCertificates
{
    public const int MostRows = 20_000;
    public const int MostCertificates = 500;

    private static readonly string[] columns = [.. CertificateColumns.Certificate.Concat(CertificateColumns.ScopeLine).Select(column => column.Name)];

    /// <param name="known">The certificates that the provider has.</param>
    public static Outcome<ImportReport> From(string text, CertificateTerms terms, IReadOnlyCollection<Certificate> known, Handing handing)
    {
        if (text.Length > CsvText.MostBytes) return CsvText.TooLarge();
        if (!TableText.Read(text, CsvDelimiter.Of(text), columns, MostRows).Is(out var rows, out var refusal)) return refusal;

        var groups = new CertificateGroups(terms);
        var problems = rows.ToDictionary(row => row, row => groups.Add(row).ToList());
        if (groups.All.Count > MostCertificates)
        {
            return Refusal.Because(RefusalKind.Invalid, "too_many",
                $"一次最多导入 {MostCertificates} 张证书。", $"At most {MostCertificates} certificates at a time.", "text");
        }

        var taken = known.ToList();
        foreach (var group in groups.All)
        {
            if (!CertificateCheck.Of(group.Input, terms, handing.Today).Is(out var facts, out var wrong)
                || (wrong = CertificateRules.Repeats(facts, taken)) is not null)
                foreach (var problem in wrong.Problems) Place(problem, group, problems);
            else taken.Add(facts);
        }

        return new ImportReport(
            [.. rows.Select(row => new RowReport(row.Number, row.Cells.Text("number"), problems[row]))],
            [.. groups.All.Select(group => group.Input)]);
    }

    /// <summary>Puts a problem at the row that brought the scope line, else at the certificate's first row.</summary>
    private static void Place(Problem problem, CertificateGroup group, Dictionary<TableRow, List<Problem>> problems)
    {
        var (row, field) = (group.First, problem.Field);
        if (field is not null && LinePath().Match(field) is { Success: true } match && int.Parse(match.Groups[1].Value) is var i && i < group.Lines.Count)
            (row, field) = (group.Lines[i].Row, match.Groups[2].Value);
        // A cell that could not be read has said so already.
        if (!problems[row].Any(said => said.Field == field)) problems[row].Add(problem with { Field = field });
    }

    [GeneratedRegex(@"^scope_lines\[(\d+)\]\.(.+)$")]
    private static partial Regex LinePath();
}
