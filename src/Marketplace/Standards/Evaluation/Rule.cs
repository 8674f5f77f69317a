using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>What is judged: answers and evidence. The day comes later, so that the work done once serves every day.</summary>
internal sealed record Subject(Answers Answers, IReadOnlyList<Evidence> Evidence);

/// <summary>Evidence that a verdict rests on, with the way from the standard asked for to the one it names.</summary>
internal sealed record Used(Evidence Evidence, EquivalenceChain Chain);

internal readonly record struct Finding(Verdict Verdict, IReadOnlyList<Used> Used)
{
    public static Finding Of(Verdict verdict) => new(verdict, []);
}

/// <summary>How a requirement is tested, compiled once per specification.</summary>
internal interface ITest
{
    PreparedTest Prepare(Subject subject);
}

/// <summary>A test with everything worked out that does not depend on the day.</summary>
internal abstract class PreparedTest
{
    public abstract Finding On(DateOnly day);

    /// <summary>Why, as the second half of a sentence, without a full stop.</summary>
    public abstract Bilingual Explain(DateOnly day, Finding finding);

    /// <summary>The days from which on the finding may differ from the day before; none where it never does.</summary>
    public virtual IEnumerable<DateOnly> Turns => [];
}

/// <summary>A requirement of the specification, or one implied by a question, ready to be judged.</summary>
internal sealed record Rule(
    string Id, Obligation Obligation, Bilingual Text, string? StandardId, string? Clause, Condition? When, ITest Test);
