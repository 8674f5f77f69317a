using Marketplace.Vocabulary;

namespace Marketplace.DesignSystem.Forms;

/// <summary>What was wrong with a form, cascaded to its fields, each of which shows what concerns it.</summary>
public sealed class FormErrors(IReadOnlyList<Problem> problems)
{
    public static FormErrors None { get; } = new([]);

    public IReadOnlyList<Problem> All => problems;

    public static FormErrors From(Refusal? refusal) => refusal is null ? None : new(refusal.Problems);

    public Problem? Of(string field) => problems.FirstOrDefault(p => p.Field == field);
}
