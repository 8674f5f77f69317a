using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Loading;

/// <summary>The files of the catalogue as JSON, and how each becomes what the room works with. A test can hand in other contents.</summary>
internal sealed partial class CatalogueFiles(IReadOnlyDictionary<string, JsonElement> files)
{
    public const string StandardsFile = "standards.json";
    public const string MethodsFile = "methods.json";
    public const string ClassificationsFile = "classifications.json";
    public const string QuestionsFile = "listing_attributes.json";
    public const string RequirementsFile = "requirements.json";
    public const string BandsFile = "bands.json";
    public const string CertificateFieldsFile = "certificate_fields.json";

    public static readonly string[] Names =
        [StandardsFile, MethodsFile, ClassificationsFile, QuestionsFile, RequirementsFile, BandsFile, CertificateFieldsFile];

    public static CatalogueFiles Shipped() => new(Names.ToDictionary(n => n, Read));

    public static JsonElement Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Marketplace.Standards.Catalogue.{name}")
            ?? throw new CatalogueException(name, "the file", "is not shipped");
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new CatalogueException(name, "the file", e.Message, e);
        }
    }

    /// <summary>48 bits of a digest over all files.</summary>
    public long Version()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names) digest.AppendData(CanonicalJson.Bytes(files[name]));
        return BinaryPrimitives.ReadInt64BigEndian(digest.GetHashAndReset()) >>> 16;
    }

    public IReadOnlyList<Family> Families() => Each(ClassificationsFile, "families", "code", f => new Family(
        f.Text("code"), f.Names("name"), f.Text("definition"), f.TextOrNull("guide_field_zh"),
        f.Numbers("nice_classes"), f.Texts("nbs2018"), f.Texts("standards"), f.Texts("classes")));

    public IReadOnlyList<ServiceClass> Classes() => Each(ClassificationsFile, "classes", "code", c => new ServiceClass(
        c.Text("code"), c.Text("family"), c.Names("name"), c.Text("definition"),
        c.GetProperty("crosswalk").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.Texts()),
        c.Texts("cn_contract_types"), c.Texts("standards")));

    public IReadOnlyList<string> CrossCuttingStandards() => files[ClassificationsFile].Texts("cross_cutting_standards");

    public IReadOnlyList<Standard> Standards() => Each(StandardsFile, "standards", "id", s => new Standard
    {
        Id = s.Text("id"), Number = s.Text("number"), Edition = s.TextOrNull("edition"), Title = s.Names("title"),
        Body = s.Text("body"), Jurisdiction = s.Text("jurisdiction"), Kind = s.Text("kind"), Status = s.Text("status"),
        Replaces = References(s, "replaces"), ReplacedBy = References(s, "replaced_by"), Equivalences = Equivalences(s),
        Confidence = s.Confidence(), Source = s.TextOrNull("source"), Note = s.TextOrNull("note"), Families = s.Texts("families"),
    });

    public IReadOnlyList<Method> Methods() => Each(MethodsFile, "methods", "id", m => new Method
    {
        Id = m.Text("id"), Number = m.Text("number"), Edition = m.TextOrNull("edition"), Title = m.Names("title"),
        Body = m.Text("body"), Jurisdiction = m.Text("jurisdiction"), Kind = m.Text("kind"), Status = m.Text("status"),
        Replaces = References(m, "replaces"), ReplacedBy = References(m, "replaced_by"), Equivalences = Equivalences(m),
        Confidence = m.Confidence(), Source = m.TextOrNull("source"), Note = m.TextOrNull("note"), Classes = m.Texts("classes"),
        Objects = [.. m.Texts("objects_zh").Zip(m.Texts("objects_en"), (zh, en) => new Bilingual(zh, en))],
        Parameters = [.. m.GetProperty("parameters").EnumerateArray()
            .Select(p => new MethodParameter(p.Bilingual(), p.TextOrNull("range"), p.TextOrNull("unit")))],
    });

    public IReadOnlyList<Permit> Permits() => [.. Meta.GetProperty("permits").EnumerateArray().Select(p => new Permit(
        p.Text("code"), p.Bilingual(), p.Text("authority"), p.TextOrNull("legal_basis"), p.Text("status"),
        p.Confidence(), p.TextOrNull("source"), p.TextOrNull("note")))];

    public IReadOnlyList<string> Marks() => Meta.Texts("marks");

    public IReadOnlyList<string> EvidenceTypes() => Meta.Texts("evidence_types");

    public IReadOnlyList<string> MainlandChina() => files[QuestionsFile].GetProperty("_meta").Texts("mainland_china");

    public IReadOnlyList<CertificateField> CertificateFields() => Each(CertificateFieldsFile, "fields", "question", f => new CertificateField(
        f.Text("question"), f.Texts("scope"), f.Text("field"), f.Texts("evidence_types"), f.Texts("permits"), f.Texts("standards")));

    public IReadOnlyList<ScopeColumns> ScopeColumns() => Each(CertificateFieldsFile, "scope_lines", "question", s => new ScopeColumns(
        s.Text("question"),
        s.GetProperty("columns").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!),
        s.GetProperty("flags").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!)));

    private JsonElement Meta => files[RequirementsFile].GetProperty("meta");

    private static DocumentReference[] References(JsonElement json, string member)
    {
        var value = json.GetProperty(member);
        IReadOnlyList<string> texts = value.ValueKind == JsonValueKind.String ? [value.GetString()!] : value.Texts();
        return [.. texts.Select(t => new DocumentReference(LooksLikeId(t) ? t : null, t))];
    }

    /// <summary>Ids are lower case without spaces; the number of a document that the catalogue does not hold has capitals or Chinese characters.</summary>
    private static bool LooksLikeId(string text) => text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '.');

    private static StatedEquivalence[] Equivalences(JsonElement json) =>
        [.. json.GetProperty("equivalence").EnumerateArray().Select(e => new StatedEquivalence(e.Text("to"), e.Text("degree"), e.Confidence()))];

    /// <summary>Reads each entry of a list; what is wrong with one is reported under its name.</summary>
    private List<T> Each<T>(string file, string list, string nameOf, Func<JsonElement, T> read)
    {
        var result = new List<T>();
        var place = 0;
        foreach (var entry in files[file].GetProperty(list).EnumerateArray())
            result.Add(Reading(file, entry.TextOrNull(nameOf) ?? $"{list}[{place}]", () => read(entry), ref place));
        return result;
    }

    private static T Reading<T>(string file, string entry, Func<T> read, ref int place)
    {
        place++;
        try
        {
            return read();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CatalogueException(file, entry, e.Message, e);
        }
    }
}
