using Marketplace.Standards;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Accreditation;

/// <summary>The form of a certificate as it was typed, so that nothing is lost when something in it is wrong.</summary>
public sealed class CertificateForm(IReadOnlyDictionary<string, string> values)
{
    public const string ScopeLines = "scope_lines";

    /// <summary>Every field, in the order of the form.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CertificateColumns.Certificate.Select(column => column.Name), ScopeLines];

    public string this[string name] => values.GetValueOrDefault(name, "");

    public IReadOnlyCollection<string> Marks => this["marks"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static CertificateForm Empty(Language language) =>
        new(new Dictionary<string, string> { ["status"] = "active", [ScopeLines] = ScopeTable.Header(language) + "\n" });

    public static CertificateForm From(IFormCollection form) =>
        new(Names.ToDictionary(name => name, name => name == "marks" ? string.Join(' ', form[name].ToArray()) : CleanText.WithPlainLineEnds(form[name].ToString())));

    public static CertificateForm Of(Certificate it, Language language) => new(new Dictionary<string, string>
    {
        ["number"] = it.Number, ["standard_id"] = it.StandardId ?? "", ["permit"] = it.Permit ?? "", ["evidence_type"] = it.EvidenceType,
        ["marks"] = string.Join(' ', it.Marks), ["mra"] = it.Mra ? "true" : "", ["issuer"] = it.Issuer,
        ["status"] = Standing.NameOf(Enum.Parse<StandingKind>(it.Status.ToString())).En!, ["status_since"] = Text(it.StatusSince),
        ["valid_from"] = Text(it.ValidFrom), ["valid_until"] = Text(it.ValidUntil), ["source"] = it.Source ?? "",
        [ScopeLines] = ScopeTable.Write(it.ScopeLines, language),
    });

    /// <summary>What was typed as an input, or everything that is wrong with it.</summary>
    public Outcome<CertificateInput> Read(CertificateTerms terms, DateOnly today)
    {
        var cells = new Cells(values);
        var input = new CertificateInput
        {
            Number = cells.Text("number"), StandardId = cells.Text("standard_id"), Permit = cells.Text("permit"), EvidenceType = cells.Text("evidence_type"),
            Marks = Marks.ToList(), Mra = cells.YesOrNo("mra") ?? false, Issuer = cells.Text("issuer"),
            Status = cells.Status("status"), StatusSince = cells.Date("status_since"),
            ValidFrom = cells.Date("valid_from"), ValidUntil = cells.Date("valid_until"), Source = cells.Text("source"),
        };
        var problems = cells.Problems.ToList();
        if (ScopeTable.Read(this[ScopeLines]).Is(out var lines, out var refusal)) input = input with { ScopeLines = lines };
        else problems.AddRange(refusal.Problems);
        if (!CertificateCheck.Of(input, terms, today).Is(out _, out refusal))
            problems.AddRange(refusal.Problems.Where(problem => problems.TrueForAll(said => said.Field != problem.Field)));
        return problems.Count == 0 ? input : new Refusal(RefusalKind.Invalid, problems);
    }

    /// <summary>Fields that read differently in the two.</summary>
    public IReadOnlyList<string> DifferencesFrom(CertificateForm other) =>
        [.. Names.Where(name => this[name].Trim() != other[name].Trim())];

    /// <summary>Lines are edited in one field: what is wrong with one is said there, naming the line.</summary>
    public static Refusal AtFields(Refusal refusal) => refusal with { Problems = [.. refusal.Problems.Select(AtField)] };

    private static Problem AtField(Problem problem)
    {
        if (problem.Field is not { } field || !field.StartsWith(ScopeLines + "[", StringComparison.Ordinal)) return problem.Field?.StartsWith("marks[", StringComparison.Ordinal) == true ? problem with { Field = "marks" } : problem;
        var (end, dot) = (field.IndexOf(']', StringComparison.Ordinal), field.LastIndexOf('.'));
        var (line, column) = (int.Parse(field[(ScopeLines.Length + 1)..end]) + 1, field[(dot + 1)..]);
        var zh = CertificateColumns.ScopeLine.First(it => it.Name == column).Zh;
        return problem with
        {
            Field = ScopeLines,
            Message = new Bilingual($"第 {line} 行“{zh}”：{problem.Message.Zh}", $"Line {line}, {column.Replace('_', ' ')}: {problem.Message.En}"),
        };
    }

    private static string Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
