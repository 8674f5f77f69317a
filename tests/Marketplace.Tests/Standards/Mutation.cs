using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Standards;

/// <summary>Inputs of the engine, derived from a worked case by a number of small changes that a seed decides.</summary>
internal sealed record Mutation(ConformityCase Case, Answers Answers, IReadOnlyList<Evidence> Evidence, DateOnly Day)
{
    public ConformityResult Judge() => Conformity.Evaluate(Case.Specification, Answers, Evidence, Day);

    public static Mutation Of(int @case, int changes, int seed)
    {
        var random = new Random(seed);
        var origin = ConformityCase.All[@case % ConformityCase.All.Count];
        var mutation = new Mutation(origin, origin.Answers, origin.Certificates, origin.Date);
        for (var i = 0; i < changes; i++) mutation = mutation.Changed(random);
        return mutation;
    }

    /// <summary>A certificate that some case or this one could hold, active on the day.</summary>
    public Evidence ActiveEvidence(Random random)
    {
        var source = random.Next(3) == 0 && Evidence.Count > 0 ? Evidence : ConformityCase.All[random.Next(ConformityCase.All.Count)].Certificates;
        var one = source.Count > 0 ? source[random.Next(source.Count)] : ConformityCase.Named("TC.01-good").Certificates[0];
        return one with
        {
            Status = EvidenceStatus.Active, ValidFrom = Day.AddDays(-random.Next(400)), ValidUntil = random.Next(4) == 0 ? null : Day.AddDays(random.Next(400)),
            Number = random.Next(3) == 0 ? "DEMO-OTHER" : one.Number, ScopeLines = random.Next(3) == 0 ? [] : one.ScopeLines,
            Verification = (Verification)random.Next(3),
        };
    }

    /// <summary>Every date moved by the same number of days: the day itself, those of certificates and those answered.</summary>
    public Mutation Shifted(int days)
    {
        var shifted = new Answers(Answers.Values.ToDictionary(a => a.Key, a => Case.Specification.Question(a.Key) is { } question ? Shift(question, a.Value, days) : a.Value));
        return this with
        {
            Answers = shifted, Day = Day.AddDays(days),
            Evidence = [.. Evidence.Select(e => e with
            {
                ValidFrom = e.ValidFrom.AddDays(days), ValidUntil = e.ValidUntil?.AddDays(days),
                StatusSince = e.StatusSince?.AddDays(days), CheckedOn = e.CheckedOn?.AddDays(days),
            })],
        };
    }

    private Mutation Changed(Random random) => random.Next(6) switch
    {
        0 when Answers.Values.Count > 0 => this with { Answers = Answers.With(Answers.Values.Keys.ElementAt(random.Next(Answers.Values.Count)), null) },
        1 => this with { Answers = Borrowed(random) },
        2 => this with { Day = Day.AddDays(random.Next(-2000, 2000)) },
        3 => this with { Evidence = [.. Evidence, ActiveEvidence(random)] },
        4 when Evidence.Count > 0 => this with { Evidence = [.. Evidence.Skip(1)] },
        _ when Evidence.Count > 0 => this with { Evidence = [Altered(Evidence[0], random), .. Evidence.Skip(1)] },
        _ => this,
    };

    /// <summary>An answer taken from another case of the same class.</summary>
    private Answers Borrowed(Random random)
    {
        var siblings = ConformityCase.All.Where(c => c.Class == Case.Class).ToList();
        var other = siblings[random.Next(siblings.Count)].Answers;
        var key = other.Values.Keys.ElementAt(random.Next(other.Values.Count));
        return Answers.With(key, other[key]);
    }

    private Evidence Altered(Evidence evidence, Random random) => random.Next(7) switch
    {
        0 => evidence with { Status = (EvidenceStatus)random.Next(5), StatusSince = random.Next(2) == 0 ? null : Day.AddDays(random.Next(-300, 300)) },
        1 => evidence with { ValidUntil = random.Next(3) == 0 ? null : Day.AddDays(random.Next(-50, 50)) },
        2 => evidence with { ValidFrom = Day.AddDays(random.Next(-50, 50)) },
        3 => evidence with { Verification = (Verification)random.Next(3) },
        4 => evidence with { Mra = !evidence.Mra, Marks = [] },
        5 => evidence with { ScopeLines = [.. evidence.ScopeLines.Select(l => l with { Flexible = !l.Flexible, Edition = "1999" })] },
        _ => evidence with { StandardId = evidence.Permit is null ? Shipped.Catalogue.Standards[random.Next(Shipped.Catalogue.Standards.Count)].Id : null },
    };

    private static JsonElement Shift(Question question, JsonElement answer, int days)
    {
        if (question.Type == QuestionType.Date) return JsonSerializer.SerializeToElement(Shift(answer.GetString()!, days));
        var columns = question.Columns.Where(c => c.Type == QuestionType.Date).Select(c => c.Key).ToList();
        if (columns.Count == 0) return answer;
        var rows = JsonNode.Parse(answer.GetRawText())!.AsArray();
        foreach (var row in rows.OfType<JsonObject>())
            foreach (var column in columns)
                if (row[column] is { } cell) row[column] = Shift(cell.GetValue<string>(), days);
        return JsonSerializer.SerializeToElement(rows);
    }

    private static string Shift(string day, int days) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
