using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>A typed condition over answers and class, compiled once. Where a requirement's does not hold, its verdict is notApplicable.</summary>
public abstract class Condition
{
    public abstract bool Holds(Answers answers, string classCode);

    /// <summary>Keys of the questions it reads.</summary>
    public abstract IEnumerable<string> Questions { get; }

    /// <summary>The condition in words, as the specification's page shows it.</summary>
    internal abstract Bilingual Describe(Specification specification, Wording wording);
}
