using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

public enum FieldKind
{
    Text, LongText, Localized, LongLocalized, Choice, Reference, Number, Money, Date, YesNo, Lines, Checkboxes, Rows,
}

public sealed record FieldChoice(string Value, Bilingual Label);

/// <summary>A question, or a column of a structured list, as a form shows it.</summary>
public sealed record FormField(string Key, FieldKind Kind, Bilingual Label)
{
    /// <summary>Up to so many choices are shown as radio buttons; more as a list to select from.</summary>
    public const int MostRadios = 6;

    /// <summary>A text that may be longer than this gets more than one line.</summary>
    private const int LongestLine = 200;

    public Bilingual? Help { get; private init; }
    public string? Unit { get; private init; }
    public IReadOnlyList<FieldChoice> Choices { get; private init; } = [];
    public int? MaxLength { get; private init; }
    public bool Required { get; init; }
    public IReadOnlyList<FormField> Columns { get; private init; } = [];

    /// <summary>The value meant by what was typed into a field that suggests values: the value itself, or one called exactly so.</summary>
    public string Meant(string typed) =>
        Choices.Any(choice => choice.Value == typed) ? typed
        : Choices.FirstOrDefault(choice => Same(choice.Label.Zh, typed) || Same(choice.Label.En, typed))?.Value ?? typed;

    private static bool Same(string? label, string typed) => string.Equals(label, typed, StringComparison.OrdinalIgnoreCase);

    public static FormField Of(Question question) => Of(question, KindOf(question)) with
    {
        Help = question.Help,
        Columns = [.. question.Columns.Where(column => !column.SetByOperator).Select(column => Of(column, KindOf(column)))],
    };

    private static FormField Of(FieldDefinition field, FieldKind kind) => new(field.Key, kind, field.Label)
    {
        Unit = field.Unit, MaxLength = field.Limits.MaxLength, Required = field.Required,
        Choices = kind is FieldKind.Choice or FieldKind.Checkboxes or FieldKind.Reference
            ? [.. field.EnumValues!.Select(value => new FieldChoice(value.Value, value.Label))] : [],
    };

    private static FieldKind KindOf(Question question) => question switch
    {
        { Columns.Count: > 0 } => FieldKind.Rows,
        { Type: QuestionType.List, EnumValues: not null } => FieldKind.Checkboxes,
        { Type: QuestionType.List } => FieldKind.Lines,
        { Localized: true } => IsLong(question) ? FieldKind.LongLocalized : FieldKind.Localized,
        _ => KindOf((FieldDefinition)question),
    };

    private static FieldKind KindOf(FieldDefinition field) => field.Type switch
    {
        QuestionType.Enum => field.EnumSource is EnumSource.Standards ? FieldKind.Reference : FieldKind.Choice,
        QuestionType.Number => FieldKind.Number,
        QuestionType.Money => FieldKind.Money,
        QuestionType.Date => FieldKind.Date,
        QuestionType.Boolean => FieldKind.YesNo,
        _ => IsLong(field) ? FieldKind.LongText : FieldKind.Text,
    };

    private static bool IsLong(FieldDefinition field) => field.Limits.MaxLength > LongestLine;
}
