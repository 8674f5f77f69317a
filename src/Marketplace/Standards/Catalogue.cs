using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>
/// Everything shipped about standards, methods, permits and classes, loaded and checked once. Lookups are by the shipped ids.
/// </summary>
public sealed class Catalogue
{
    private static readonly Lazy<Catalogue> shipped = new(() => new(CatalogueFiles.Shipped()));

    private readonly Dictionary<string, Family> families;
    private readonly Dictionary<string, ServiceClass> classes;
    private readonly Dictionary<string, Standard> standards;
    private readonly Dictionary<string, Method> methods;
    private readonly Dictionary<string, Permit> permits;
    private readonly Dictionary<string, Specification> specifications;
    private readonly MethodIndex methodIndex;

    internal Catalogue(CatalogueFiles files)
    {
        Version = files.Version();
        Families = files.Families();
        Classes = files.Classes();
        CrossCuttingStandards = files.CrossCuttingStandards();
        Standards = files.Standards();
        Methods = files.Methods();
        Permits = files.Permits();
        Marks = files.Marks();
        EvidenceTypes = files.EvidenceTypes();
        MainlandChina = files.MainlandChina().ToHashSet();
        families = Indexed(Families, f => f.Code);
        classes = Indexed(Classes, c => c.Code);
        standards = Indexed(Standards, s => s.Id);
        methods = Indexed(Methods, m => m.Id);
        permits = Indexed(Permits, p => p.Code);
        CertificateFields = files.CertificateFields();
        ScopeColumns = files.ScopeColumns();
        CatalogueChecks.Run(this);
        Equivalences = new Equivalences([.. Standards, .. Methods]);
        methodIndex = new MethodIndex([.. Methods, .. Standards]);
        specifications = Classes.ToDictionary(c => c.Code, c => files.Specification(c, this));
        foreach (var specification in specifications.Values) CatalogueChecks.Specification(specification, this);
    }

    /// <summary>Changes whenever the shipped data does; the entity tag of what is read from it.</summary>
    public long Version { get; }

    public IReadOnlyList<Family> Families { get; }
    public IReadOnlyList<ServiceClass> Classes { get; }
    public IReadOnlyList<Standard> Standards { get; }
    public IReadOnlyList<Method> Methods { get; }
    public IReadOnlyList<Permit> Permits { get; }
    public IReadOnlyList<string> Marks { get; }
    /// <summary>The kinds of evidence that a certificate can be.</summary>
    public IReadOnlyList<string> EvidenceTypes { get; }
    /// <summary>Ids of the standards that every class inherits.</summary>
    public IReadOnlyList<string> CrossCuttingStandards { get; }
    /// <summary>CN and the ISO 3166-2 codes of mainland China.</summary>
    public IReadOnlySet<string> MainlandChina { get; }
    public Equivalences Equivalences { get; }
    /// <summary>Which field of a certificate answers which question.</summary>
    public IReadOnlyList<CertificateField> CertificateFields { get; }
    /// <summary>Which columns of a list are filled from a ticked line of a certificate's scope.</summary>
    public IReadOnlyList<ScopeColumns> ScopeColumns { get; }

    /// <summary>The shipped catalogue, loaded once in a process; throws <see cref="CatalogueException"/> where it does not hold together.</summary>
    public static Catalogue Load() => shipped.Value;

    public Family? Family(string code) => families.GetValueOrDefault(code);
    public ServiceClass? Class(string code) => classes.GetValueOrDefault(code);
    public Standard? Standard(string id) => standards.GetValueOrDefault(id);
    public Method? Method(string id) => methods.GetValueOrDefault(id);
    public Permit? Permit(string code) => permits.GetValueOrDefault(code);

    /// <summary>A standard or a method.</summary>
    public NormativeDocument? Document(string id) => (NormativeDocument?)Standard(id) ?? Method(id);

    /// <summary>The specification of a class, or null where there is no such class or edition.</summary>
    public Specification? Specification(string classCode, int edition = 1) =>
        specifications.TryGetValue(classCode, out var found) && found.Edition == edition ? found : null;

    /// <summary>Finds what somebody means by an id or a number as people write it, with or without edition.</summary>
    public MethodMatch FindMethod(string text) => methodIndex.Find(text);

    /// <summary>Name of a class or family, or the code where there is none.</summary>
    public Bilingual NameOf(string code) =>
        Class(code)?.Name ?? Family(code)?.Name ?? Bilingual.Same(code);

    /// <summary>Name of what evidence is for: a standard, else a permit; an id that the catalogue does not hold stands for itself.</summary>
    public Bilingual NameOf(string? standardId, string? permit) =>
        standardId is not null ? Document(standardId)?.Name ?? Bilingual.Same(standardId)
        : permit is not null ? Permit(permit)?.Name ?? Bilingual.Same(permit)
        : Bilingual.Same("—");

    /// <summary>Keeps the first of two with the same key; the checks report the second by file and entry.</summary>
    private static Dictionary<string, T> Indexed<T>(IReadOnlyList<T> entries, Func<T, string> key) =>
        entries.DistinctBy(key).ToDictionary(key, StringComparer.Ordinal);
}
