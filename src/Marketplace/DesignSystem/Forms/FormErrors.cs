using Marketplace.Vocabulary;

namespace Marketplace.DesignSystem.Forms;

/// <summary>What was wrong with a form, cascaded to its fields, each of which shows what concerns it.</summary>
public sealed class FormErrors(IReadOnlyList<Problem> problems)
{
    private readonly Dictionary<string, string> labels = [];

    public static FormErrors None { get; } = new([]);

    public IReadOnlyList<Problem> All => problems;

    /// <summary>What the fields that are wrong call themselves; complete once the whole form has been rendered.</summary>
    public IReadOnlyDictionary<string, string> Labels => labels;

    /// <summary>Raised when a wrong field says its name, so that a summary above it can be written again with it.</summary>
    public event Action? Labelled;

    public static FormErrors From(Refusal? refusal) => refusal is null ? None : new(refusal.Problems);

    public Problem? Of(string field) => problems.FirstOrDefault(p => p.Field == field);

    /// <summary>A field says its name; only a field that is wrong is remembered.</summary>
    public void Label(string field, string label)
    {
        if (Of(field) is not null && labels.TryAdd(field, label)) Labelled?.Invoke();
    }
}
