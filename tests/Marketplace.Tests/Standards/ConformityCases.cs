using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>The worked cases that define the engine: inputs and the verdicts expected of them.</summary>
public sealed record ConformityCase(
    string Id, string Class, Answers Answers, IReadOnlyList<Evidence> Certificates, DateOnly Date, ExpectedVerdicts Expect)
{
    private static readonly JsonSerializerOptions SnakeCase =
        new(MarketJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Specification Specification => Shipped.Catalogue.Specification(Class)!;

    public override string ToString() => Id;

    public static IReadOnlyList<ConformityCase> All { get; } = Read();

    public static TheoryData<string> Ids => [.. All.Select(c => c.Id)];

    public static ConformityCase Named(string id) => All.Single(c => c.Id == id);

    private static IReadOnlyList<ConformityCase> Read()
    {
        using var file = typeof(ConformityCase).Assembly.GetManifestResourceStream("Marketplace.Standards.conformity-cases.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("cases").Deserialize<List<ConformityCase>>(SnakeCase)!;
    }
}

public sealed record ExpectedVerdicts(Verdict Overall, IReadOnlyDictionary<string, Verdict> Requirements);

/// <summary>The shipped catalogue, loaded once for all tests.</summary>
internal static class Shipped
{
    public static Catalogue Catalogue { get; } = Catalogue.Load();
}
