using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Loading;

internal sealed partial class CatalogueFiles
{
    private IReadOnlyList<EnumValue>? classValues;
    private IReadOnlyList<EnumValue>? standardValues;
    private IReadOnlyList<Requirement>? requirements;
    private readonly Dictionary<string, IReadOnlyList<(JsonElement Json, Question Question)>> scopes = new(StringComparer.Ordinal);

    /// <summary>The specification of a class: the questions and requirements that reach it, checked and compiled.</summary>
    public Specification Specification(ServiceClass @class, Catalogue catalogue)
    {
        var meta = files[QuestionsFile].GetProperty("_meta");
        var sections = meta.GetProperty("sections").EnumerateArray().Select(s => new Section(s.Text("key"), s.Bilingual())).ToList();
        var asked = new[] { "_common", @class.Family, @class.Code }.SelectMany(scope => Asked(scope, catalogue))
            .OrderBy(q => sections.FindIndex(s => s.Key == q.Question.Section)).ToList();
        var questions = asked.ConvertAll(q => q.Question);
        if (questions.GroupBy(q => q.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CatalogueException(QuestionsFile, $"{@class.Code}.{twice.Key}", "the question is defined twice for this class");

        requirements ??= Each(RequirementsFile, "requirements", "id", ReadRequirement);
        var reaching = requirements.Where(r => r.Reaches(@class)).ToList();
        var criteria = reaching.GroupBy(r => r.Criterion).Select(c => new Criterion(
            c.Key, CriterionTitle(c.Key), [.. c.GroupBy(r => r.Group).Select(g => new CriterionGroup(g.Key, [.. g]))])).ToList();
        return new Specification(@class, files[RequirementsFile].GetProperty("meta").GetProperty("edition").GetInt32(),
            sections, questions, reaching, criteria, () => Definition(@class, meta, asked, reaching, criteria), catalogue);
    }

    /// <summary>The questions of everybody, of a family or of a class; read once, for all classes that they reach.</summary>
    private IReadOnlyList<(JsonElement Json, Question Question)> Asked(string scope, Catalogue catalogue)
    {
        if (scopes.TryGetValue(scope, out var read)) return read;
        return scopes[scope] = files[QuestionsFile].TryGetProperty(scope, out var list)
            ? [.. list.EnumerateArray().Select(json => (json, Reading(QuestionsFile, $"{scope}.{json.TextOrNull("key")}", () => ReadQuestion(scope, json, catalogue))))] : [];
    }

    private static T Reading<T>(string file, string entry, Func<T> read)
    {
        var place = 0;
        return Reading(file, entry, read, ref place);
    }

    private Question ReadQuestion(string scope, JsonElement json, Catalogue catalogue) => new()
    {
        Scope = scope, Key = json.Text("key"), Label = json.Names("label"), Help = Help(json), Type = Type(json),
        Localized = json.Flag("localized"), Unit = json.TextOrNull("unit"),
        EnumValues = EnumValues(json, catalogue), EnumSource = Source(json), Limits = Limits(json),
        Required = json.Flag("required"), When = Conditions.Compile(json.GetProperty("when")), Section = json.Text("section"),
        Facet = Facet(json), Bands = Bands(scope, json), Compare = json.Flag("compare"), Card = json.Flag("card"),
        Material = json.Flag("material"), StandardId = json.TextOrNull("standard_id"), Clause = json.TextOrNull("clause"),
        Why = json.TextOrNull("why"),
        Columns = json.TryGetProperty("item_fields", out var columns)
            ? [.. columns.EnumerateArray().Select(c => ReadColumn(c, catalogue))] : [],
    };

    private QuestionColumn ReadColumn(JsonElement json, Catalogue catalogue) => new()
    {
        Key = json.Text("key"), Label = json.Names("label"), Type = Type(json), Unit = json.TextOrNull("unit"),
        EnumValues = EnumValues(json, catalogue), EnumSource = Source(json), Limits = Limits(json), Required = json.Flag("required"),
        Note = json.TextOrNull("note"), SetByOperator = json.TextOrNull("set_by") == "operator",
    };

    private static Bilingual? Help(JsonElement json) => json.Names("help") is { Zh: null, En: null } ? null : json.Names("help");

    private static QuestionType Type(JsonElement json) =>
        Enum.TryParse<QuestionType>(json.Text("type"), ignoreCase: true, out var type) ? type : throw new FormatException($"no such type: {json.Text("type")}");

    private static EnumSource? Source(JsonElement json) => json.TextOrNull("enum") switch
    {
        null => null,
        "classes" => EnumSource.Classes,
        "standards" => EnumSource.Standards,
        var other => throw new FormatException($"no such enum: {other}"),
    };

    private IReadOnlyList<EnumValue>? EnumValues(JsonElement json, Catalogue catalogue) => Source(json) switch
    {
        EnumSource.Classes => classValues ??= [.. catalogue.Classes.Select(c => new EnumValue(c.Code, c.Name, null))],
        EnumSource.Standards => standardValues ??= [.. catalogue.Standards.Select(s => new EnumValue(s.Id, s.FullName, null))],
        _ => json.GetProperty("enum").ValueKind == JsonValueKind.Array
            ? [.. json.GetProperty("enum").EnumerateArray().Select(v => new EnumValue(v.Text("value"), v.Bilingual(), v.TextOrNull("form")))] : null,
    };

    private static Limits Limits(JsonElement json) =>
        json.GetProperty("limits").Deserialize<Limits>(MarketJson.Strict) ?? new Limits();

    private static FacetKind? Facet(JsonElement json) =>
        json.GetProperty("facet").ValueKind == JsonValueKind.Null ? null
        : Enum.TryParse<FacetKind>(json.GetProperty("facet").Text("kind"), ignoreCase: true, out var kind) ? kind
        : throw new FormatException("no such facet");

    private Bands? Bands(string scope, JsonElement json)
    {
        if (Facet(json) != FacetKind.Range) return null;
        var entry = files[BandsFile].GetProperty("bands").EnumerateArray()
            .FirstOrDefault(b => b.Text("question") == json.Text("key") && b.Text("scope") == scope);
        if (entry.ValueKind == JsonValueKind.Undefined) throw new FormatException($"a range facet without bands in {BandsFile}");
        return Type(json) == QuestionType.Money
            ? new Bands(entry.GetProperty("currencies").EnumerateObject().Where(c => c.Name != "*").ToDictionary(c => c.Name, IReadOnlyList<double> (c) => Edges(c.Value)),
                Edges(entry.GetProperty("currencies").GetProperty("*")))
            : new Bands(Edges(entry.GetProperty("edges")));
    }

    private static double[] Edges(JsonElement json)
    {
        double[] edges = [.. json.EnumerateArray().Select(e => e.GetDouble())];
        return edges.Length > 1 && edges.SequenceEqual(edges.Order().Distinct()) ? edges : throw new FormatException("edges must rise");
    }

    private static Requirement ReadRequirement(JsonElement json) => new()
    {
        Id = json.Text("id"), Scope = json.Texts("scope"), Criterion = json.Text("criterion"), Group = json.Text("group"),
        Kind = Enum.Parse<RequirementKind>(json.Text("kind"), ignoreCase: true),
        Obligation = Enum.Parse<Obligation>(json.Text("obligation"), ignoreCase: true),
        Text = json.Bilingual(), StandardId = json.TextOrNull("standard_id"), Clause = json.TextOrNull("clause"),
        Confidence = json.Confidence(), Source = json.TextOrNull("source"),
        When = Conditions.Compile(json.GetProperty("when")), Test = json.GetProperty("test"),
    };

    private Bilingual? CriterionTitle(string id) => files[RequirementsFile].GetProperty("meta").GetProperty("criteria").EnumerateArray()
        .Where(c => c.Text("id") == id).Select(c => c.Bilingual()).FirstOrDefault();

    /// <summary>What the edition consists of, as shipped. Bands are left out: how a facet groups answers changes no obligation.</summary>
    private JsonElement Definition(
        ServiceClass @class, JsonElement meta, IReadOnlyList<(JsonElement Json, Question Question)> questions,
        IReadOnlyList<Requirement> reaching, IReadOnlyList<Criterion> criteria)
    {
        var titled = criteria.Where(c => c.Title is not null).Select(c => c.Id).ToHashSet();
        var file = files[RequirementsFile];
        var ids = reaching.Select(r => r.Id).ToHashSet();
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["class"] = @class.Code,
            ["edition"] = file.GetProperty("meta").GetProperty("edition").GetInt32(),
            ["status"] = file.GetProperty("meta").Text("status"),
            ["sections"] = JsonNode.Parse(meta.GetProperty("sections").GetRawText()),
            ["questions"] = new JsonArray([.. questions.Select(q => Scoped(q.Question.Scope, q.Json))]),
            ["requirements"] = Kept(file.GetProperty("requirements"), r => ids.Contains(r.Text("id"))),
            ["criteria"] = Kept(file.GetProperty("meta").GetProperty("criteria"), c => titled.Contains(c.Text("id"))),
        });
    }

    private static JsonNode Scoped(string scope, JsonElement question)
    {
        var node = JsonNode.Parse(question.GetRawText())!;
        node["scope"] = scope;
        return node;
    }

    private static JsonArray Kept(JsonElement list, Func<JsonElement, bool> keep) =>
        new([.. list.EnumerateArray().Where(keep).Select(e => JsonNode.Parse(e.GetRawText()))]);
}
