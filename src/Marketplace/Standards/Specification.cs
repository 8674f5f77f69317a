using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>A part of a listing's form and page; questions keep the order of their sections.</summary>
public sealed record Section(string Key, Bilingual Title);

/// <summary>
/// The listing specification of one class in one edition: its questions and requirements. It is the marketplace's own specification,
/// citing standards. A published edition never changes, which <see cref="Hash"/> lets anybody check.
/// </summary>
public sealed class Specification
{
    private readonly IReadOnlyDictionary<string, Question> byKey;
    private readonly Lazy<JsonElement> definition;
    private readonly Lazy<string> hash;

    internal Specification(
        ServiceClass @class, int edition, IReadOnlyList<Section> sections, IReadOnlyList<Question> questions,
        IReadOnlyList<Requirement> requirements, IReadOnlyList<Criterion> criteria, Func<JsonElement> definition, Catalogue catalogue)
    {
        Class = @class;
        Edition = edition;
        Sections = sections;
        Questions = questions;
        Requirements = requirements;
        Criteria = criteria;
        this.definition = new(definition);
        hash = new(() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(Definition))));
        byKey = questions.ToDictionary(q => q.Key);
        Rules = new RuleSet(this, catalogue);
    }

    public ServiceClass Class { get; }
    public int Edition { get; }
    public IReadOnlyList<Section> Sections { get; }
    /// <summary>In the order of sections; within one, common questions, then the family's, then the class's.</summary>
    public IReadOnlyList<Question> Questions { get; }
    public IReadOnlyList<Requirement> Requirements { get; }
    public IReadOnlyList<Criterion> Criteria { get; }

    /// <summary>The whole edition as data: class, edition, sections, questions, requirements and criteria as the catalogue ships them.</summary>
    public JsonElement Definition => definition.Value;

    /// <summary>SHA-256 over the canonical JSON of <see cref="Definition"/>, in hexadecimal.</summary>
    public string Hash => hash.Value;

    /// <summary>The requirements compiled for the engine.</summary>
    internal RuleSet Rules { get; }

    public Question? Question(string key) => byKey.GetValueOrDefault(key);

    public IEnumerable<Question> InSection(string section) => Questions.Where(q => q.Section == section);

    /// <summary>A condition of this specification in words, such as "when “Regions served” is in mainland China".</summary>
    public Bilingual Describe(Condition condition) => condition.Describe(this, Rules.Wording);
}
