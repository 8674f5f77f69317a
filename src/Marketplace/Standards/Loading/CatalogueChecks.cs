namespace Marketplace.Standards.Loading;

/// <summary>Refuses a catalogue with a duplicate id or a reference that leads nowhere, naming file and entry.</summary>
internal static class CatalogueChecks
{
    public static void Run(Catalogue catalogue)
    {
        Unique(CatalogueFiles.ClassificationsFile, catalogue.Families.Select(f => f.Code).Concat(catalogue.Classes.Select(c => c.Code)));
        Unique(CatalogueFiles.StandardsFile, catalogue.Standards.Select(s => s.Id));
        Unique(CatalogueFiles.MethodsFile, catalogue.Standards.Select(s => s.Id).Concat(catalogue.Methods.Select(m => m.Id)));
        Unique(CatalogueFiles.RequirementsFile, catalogue.Permits.Select(p => p.Code));
        Classification(catalogue);
        foreach (var standard in catalogue.Standards) Document(CatalogueFiles.StandardsFile, standard, standard.Families, c => catalogue.Family(c) is not null, catalogue);
        foreach (var method in catalogue.Methods) Document(CatalogueFiles.MethodsFile, method, method.Classes, c => catalogue.Class(c) is not null, catalogue);
        foreach (var entry in catalogue.CertificateFields)
        {
            Each(CatalogueFiles.CertificateFieldsFile, entry.Question, "permit", entry.Permits, p => catalogue.Permit(p) is not null);
            Each(CatalogueFiles.CertificateFieldsFile, entry.Question, "standard", entry.Standards, s => catalogue.Standard(s) is not null);
            Each(CatalogueFiles.CertificateFieldsFile, entry.Question, "evidence type", entry.EvidenceTypes, catalogue.EvidenceTypes.Contains);
            Each(CatalogueFiles.CertificateFieldsFile, entry.Question, "certificate field", [entry.Field], Prefill.Fields.Contains);
        }
        foreach (var entry in catalogue.ScopeColumns)
            Each(CatalogueFiles.CertificateFieldsFile, entry.Question, "field of a scope line", entry.Columns.Values, Prefill.LineFields.Contains);
    }

    /// <summary>What only a loaded specification shows: the sources of its questions and requirements, and their scopes.</summary>
    public static void Specification(Specification specification, Catalogue catalogue)
    {
        foreach (var question in specification.Questions)
        {
            Each(CatalogueFiles.QuestionsFile, $"{question.Scope}.{question.Key}", "standard",
                question.StandardId is null ? [] : [question.StandardId], s => catalogue.Standard(s) is not null);
            Each(CatalogueFiles.QuestionsFile, $"{question.Scope}.{question.Key}", "question", question.When?.Questions ?? [], k => specification.Question(k) is not null);
            Each(CatalogueFiles.QuestionsFile, $"{question.Scope}.{question.Key}", "section", [question.Section], k => specification.Sections.Any(s => s.Key == k));
        }
        Unique(CatalogueFiles.RequirementsFile, specification.Requirements.Select(r => r.Id));
        foreach (var requirement in specification.Requirements)
        {
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "standard",
                [.. requirement.StandardId is null ? [] : new[] { requirement.StandardId }, .. Named(requirement, "standards")], s => catalogue.Standard(s) is not null);
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "permit", Named(requirement, "permits"), p => catalogue.Permit(p) is not null);
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "evidence type", Named(requirement, "evidence_types"), catalogue.EvidenceTypes.Contains);
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "mark", Named(requirement, "marks"), catalogue.Marks.Contains);
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "scope", requirement.Scope, s => s == "_common" || catalogue.Family(s) is not null || catalogue.Class(s) is not null);
            Each(CatalogueFiles.RequirementsFile, requirement.Id, "question", requirement.When?.Questions ?? [], k => specification.Question(k) is not null);
        }
    }

    private static void Classification(Catalogue catalogue)
    {
        const string file = CatalogueFiles.ClassificationsFile;
        Each(file, "cross_cutting_standards", "standard", catalogue.CrossCuttingStandards, s => catalogue.Standard(s) is not null);
        foreach (var family in catalogue.Families)
        {
            Each(file, family.Code, "standard", family.Standards, s => catalogue.Standard(s) is not null);
            Each(file, family.Code, "class", family.Classes, c => catalogue.Class(c)?.Family == family.Code);
        }
        foreach (var @class in catalogue.Classes)
        {
            Each(file, @class.Code, "standard", @class.Standards, s => catalogue.Standard(s) is not null);
            Each(file, @class.Code, "family", [@class.Family], f => catalogue.Family(f)?.Classes.Contains(@class.Code) == true);
        }
    }

    private static void Document(string file, NormativeDocument document, IReadOnlyList<string> scopes, Func<string, bool> known, Catalogue catalogue)
    {
        Each(file, document.Id, "family or class", scopes, known);
        Each(file, document.Id, "document it replaces or is replaced by",
            document.Replaces.Concat(document.ReplacedBy).Where(r => r.Id is not null).Select(r => r.Id!), id => catalogue.Document(id) is not null);
        Each(file, document.Id, "equivalent", document.Equivalences.Select(e => e.To), id => catalogue.Document(id) is not null);
        Each(file, document.Id, "degree of equivalence", document.Equivalences.Select(e => e.Degree), d => d is "IDT" or "MOD" or "NEQ");
    }

    private static IReadOnlyList<string> Named(Requirement requirement, string member) =>
        requirement.Test.TryGetProperty(member, out var list) ? list.Texts() : [];

    private static void Each(string file, string entry, string what, IEnumerable<string> values, Func<string, bool> known)
    {
        foreach (var value in values)
            if (!known(value)) throw new CatalogueException(file, entry, $"there is no {what} {value}");
    }

    private static void Unique(string file, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (!seen.Add(id)) throw new CatalogueException(file, id, "the id is used twice");
    }
}
