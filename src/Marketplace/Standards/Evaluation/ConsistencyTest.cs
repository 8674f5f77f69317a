using System.Text.Json;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>Compares answers with one another, with a value, with the day or with the numbers of certificates.</summary>
internal sealed record ConsistencyTest(string Op, Operand Left, Operand Right, Wording Wording, Specification Specification) : ITest
{
    public static ConsistencyTest Compile(JsonElement test, Specification specification, Wording wording)
    {
        var op = test.Text("op");
        if (!Relation.IsKnown(op)) throw new FormatException($"no such op: {op}");
        Operand left = Operand.Compile(test.GetProperty("left")), right = Operand.Compile(test.GetProperty("right"));
        foreach (var operand in new[] { left, right }.OfType<AnswerOperand>())
            if (specification.Question(operand.Path.Key) is not { } question
                || operand.Path.Field is { } field && question.Columns.All(c => c.Key != field))
                throw new FormatException($"no question {operand.Path.Key} {operand.Path.Field} in {specification.Class.Code}");
        if (left is NumbersOperand || right is NumbersOperand && op != "subset") throw new FormatException("numbers of certificates stand right of subset");
        return new ConsistencyTest(op, left, right, wording, specification);
    }

    public PreparedTest Prepare(Subject subject)
    {
        if (Missing(Left, subject.Answers) is { } leftMissing) return new Unanswered(this, leftMissing);
        if (Missing(Right, subject.Answers) is { } rightMissing) return new Unanswered(this, rightMissing);
        if (Right is NumbersOperand numbers) return new Numbers(this, numbers, subject);
        return new Values(this, subject.Answers);
    }

    /// <summary>What an operand without an answer makes of the requirement; null where it is answered.</summary>
    private static Verdict? Missing(Operand operand, Answers answers) =>
        operand is not AnswerOperand answer || answer.Values(answers).Count > 0 ? null
        : answer.Path.IsColumn ? Verdict.NotApplicable : Verdict.NotEvidenced;

    private sealed class Unanswered(ConsistencyTest test, Verdict verdict) : PreparedTest
    {
        public override Finding On(DateOnly day) => Finding.Of(verdict);

        public override Bilingual Explain(DateOnly day, Finding finding) => verdict == Verdict.NotEvidenced
            ? Wording.NotAnswered(test.Specification, test.Left, test.Right)
            : Wording.NothingToCompare(test.Specification, test.Left, test.Right);
    }

    private sealed class Values(ConsistencyTest test, Answers answers) : PreparedTest
    {
        private readonly List<(JsonElement Left, JsonElement Right)>? rows = PairedRows(test, answers);

        public override IEnumerable<DateOnly> Turns =>
            test.Left is not TodayOperand && test.Right is not TodayOperand ? []
            : Of(test.Left, DateOnly.MinValue).Concat(Of(test.Right, DateOnly.MinValue))
                .Select(AnswerValue.Date).OfType<DateOnly>()
                .SelectMany(d => d < DateOnly.MaxValue ? new[] { d, d.AddDays(1) } : [d]);

        public override Finding On(DateOnly day)
        {
            if (rows is not null)
                return Finding.Of(rows.Count == 0 ? Verdict.NotApplicable : rows.TrueForAll(r => Relation.Holds(test.Op, r.Left, r.Right)) ? Verdict.Met : Verdict.NotMet);
            IReadOnlyList<JsonElement> l = Of(test.Left, day), r = Of(test.Right, day);
            var holds = Relation.IsOfSets(test.Op) ? Relation.HoldsForSets(test.Op, l, r) : l.All(a => r.All(b => Relation.Holds(test.Op, a, b)));
            return Finding.Of(holds ? Verdict.Met : Verdict.NotMet);
        }

        public override Bilingual Explain(DateOnly day, Finding finding) => finding.Verdict == Verdict.NotApplicable
            ? Wording.NothingToCompare(test.Specification, test.Left, test.Right)
            : test.Wording.Compared(test.Specification, test.Op, (test.Left, Of(test.Left, day)), (test.Right, Of(test.Right, day)),
                rows?.Where(r => !Relation.Holds(test.Op, r.Left, r.Right)).ToList());

        private IReadOnlyList<JsonElement> Of(Operand operand, DateOnly day) => operand switch
        {
            AnswerOperand answer => answer.Values(answers),
            ValueOperand value => value.Values,
            _ => [JsonSerializer.SerializeToElement(day)],
        };

        /// <summary>Two columns of the same list are compared row by row, where a row answers both.</summary>
        private static List<(JsonElement, JsonElement)>? PairedRows(ConsistencyTest test, Answers answers)
        {
            if (Relation.IsOfSets(test.Op) || test is not { Left: AnswerOperand { Path: { IsColumn: true } l } a, Right: AnswerOperand { Path: { IsColumn: true } r } b } || l.Key != r.Key)
                return null;
            return [.. a.Rows(answers).Where(row => b.Where?.Selects(row) ?? true)
                .Select(row => (Left: l.Cell(row), Right: r.Cell(row)))
                .Where(p => p.Left is not null && p.Right is not null).Select(p => (p.Left!.Value, p.Right!.Value))];
        }
    }

    private sealed class Numbers : PreparedTest
    {
        private readonly ConsistencyTest test;
        private readonly List<(Evidence Evidence, string Number)> certificates;
        private readonly List<string> written;
        private readonly List<string> asked;

        public Numbers(ConsistencyTest test, NumbersOperand numbers, Subject subject)
        {
            this.test = test;
            certificates = [.. subject.Evidence.Where(numbers.Takes).Select(e => (e, Evidence.ComparableNumber(e.Number)))];
            written = [.. (test.Left is AnswerOperand answer ? answer.Values(subject.Answers) : ((ValueOperand)test.Left).Values).Select(v => v.ToString())];
            asked = written.ConvertAll(Evidence.ComparableNumber);
        }

        public override IEnumerable<DateOnly> Turns => certificates.SelectMany(c => c.Evidence.Turns());

        public override Finding On(DateOnly day)
        {
            if (certificates.Count == 0) return Finding.Of(Verdict.NotEvidenced);
            var active = certificates.FindAll(c => c.Evidence.IsActiveOn(day));
            if (active.Count == 0) return new Finding(Verdict.NotMet, Use(Named(certificates) is { Count: > 0 } named ? named : certificates));
            return asked.TrueForAll(a => active.Exists(c => c.Number == a))
                ? new Finding(Verdict.Met, Use(Named(active)))
                : new Finding(Verdict.NotMet, Use(active));
        }

        public override Bilingual Explain(DateOnly day, Finding finding) =>
            test.Wording.CertificateNumbers(written, finding, certificates.ConvertAll(c => c.Evidence), day);

        private List<(Evidence Evidence, string Number)> Named(List<(Evidence Evidence, string Number)> from) => from.FindAll(c => asked.Contains(c.Number));

        private static List<Used> Use(List<(Evidence Evidence, string Number)> used) => used.ConvertAll(c => new Used(c.Evidence, EquivalenceChain.Same));
    }
}
