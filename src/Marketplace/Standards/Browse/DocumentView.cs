using Marketplace.Vocabulary;

namespace Marketplace.Standards.Browse;

/// <summary>A document as lists show it.</summary>
public sealed record DocumentSummary(
    string Id, string Number, string? Edition, string Designation, Bilingual Title, string Body, string Jurisdiction,
    string Kind, string Status, IReadOnlyList<string> Families, IReadOnlyList<string> Classes, Confidence Confidence)
{
    public static DocumentSummary Of(NormativeDocument document) => new(
        document.Id, document.Number, document.Edition, document.Designation, document.Title, document.Body, document.Jurisdiction,
        document.Kind, document.Status, (document as Standard)?.Families ?? [], (document as Method)?.Classes ?? [], document.Confidence);
}

/// <summary>An equivalence as one of the two documents states it.</summary>
/// <param name="Adopts">The shown document adopts the other one; false: it is adopted by it.</param>
public sealed record EquivalenceView(string Document, string Designation, string Degree, Confidence Confidence, bool Adopts);

/// <summary>A document that is accepted in place of the one shown, or stands for it in part.</summary>
public sealed record ChainView(string Document, string Designation, string Degree, IReadOnlyList<EquivalenceStep> Chain);

/// <summary>Everything the catalogue knows of one document.</summary>
public sealed record DocumentView(
    DocumentSummary Summary, IReadOnlyList<DocumentReference> Replaces, IReadOnlyList<DocumentReference> ReplacedBy,
    IReadOnlyList<EquivalenceView> Equivalences, IReadOnlyList<ChainView> Equivalents, IReadOnlyList<ChainView> PartialEquivalents,
    IReadOnlyList<string> UsedByClasses, IReadOnlyList<string> UsedByFamilies, bool CrossCutting,
    IReadOnlyList<Bilingual> Objects, IReadOnlyList<MethodParameter> Parameters, string? Source, string? Note)
{
    public static DocumentView Of(NormativeDocument document, Catalogue catalogue)
    {
        var method = document as Method;
        return new DocumentView(
            DocumentSummary.Of(document), document.Replaces, document.ReplacedBy, Stated(document, catalogue),
            Chains(catalogue.Equivalences.Satisfying(document.Id), catalogue), Chains(catalogue.Equivalences.Partial(document.Id), catalogue),
            method?.Classes ?? [.. catalogue.Classes.Where(c => c.Standards.Contains(document.Id)).Select(c => c.Code)],
            [.. catalogue.Families.Where(f => f.Standards.Contains(document.Id)).Select(f => f.Code)],
            catalogue.CrossCuttingStandards.Contains(document.Id),
            method?.Objects ?? [], method?.Parameters ?? [], document.Source, document.Note);
    }

    private static IReadOnlyList<EquivalenceView> Stated(NormativeDocument document, Catalogue catalogue)
    {
        var own = document.Equivalences.Select(e => new EquivalenceView(e.To, Designation(e.To, catalogue), e.Degree, e.Confidence, true));
        var others = catalogue.Standards.Concat<NormativeDocument>(catalogue.Methods)
            .SelectMany(d => d.Equivalences.Where(e => e.To == document.Id).Select(e => new EquivalenceView(d.Id, d.Designation, e.Degree, e.Confidence, false)));
        return [.. own, .. others];
    }

    private static IReadOnlyList<ChainView> Chains(IReadOnlyDictionary<string, EquivalenceChain> chains, Catalogue catalogue) =>
        [.. chains.OrderBy(c => c.Value.Steps.Count).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new ChainView(c.Key, Designation(c.Key, catalogue), c.Value.Degree, c.Value.Steps))];

    private static string Designation(string id, Catalogue catalogue) => catalogue.Document(id)?.Designation ?? id;
}
