using Marketplace.Standards;

namespace Marketplace.Accreditation;

/// <summary>What a certificate may name: standards, permits, marks and evidence types, as the catalogue ships them.</summary>
public sealed class CertificateTerms(Catalogue catalogue)
{
    private readonly Dictionary<string, string> byDesignation = catalogue.Standards
        .GroupBy(standard => Squeezed(standard.Designation))
        .ToDictionary(group => group.Key, group => group.First().Id);

    public IReadOnlySet<string> Standards { get; } = catalogue.Standards.Select(standard => standard.Id).ToHashSet();
    public IReadOnlySet<string> Permits { get; } = catalogue.Permits.Select(permit => permit.Code).ToHashSet();
    public IReadOnlySet<string> Marks { get; } = catalogue.Marks.ToHashSet();
    public IReadOnlySet<string> EvidenceTypes { get; } = catalogue.EvidenceTypes.ToHashSet();

    /// <summary>The id of the standard that a table names by its id or as its body prints it (ISO/IEC 17025:2017); else the text itself.</summary>
    public string? StandardMeant(string? text) =>
        text is null || Standards.Contains(text) ? text : byDesignation.GetValueOrDefault(Squeezed(text), text);

    private static string Squeezed(string designation) =>
        new([.. designation.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c)).Select(c => c is '—' or '–' ? '-' : c)]);
}
