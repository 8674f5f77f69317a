using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

public enum QuestionType { Text, Enum, Number, Money, Date, Boolean, List }

/// <summary>How a facet groups answers.</summary>
public enum FacetKind { Terms, Range, Boolean }

/// <summary>Which shipped list an enumeration takes its values from.</summary>
public enum EnumSource { Classes, Standards }

/// <summary>One value of an enumeration. <paramref name="Form"/> is given on price models: fixed, per_unit, range or on_request.</summary>
public sealed record EnumValue(string Value, Bilingual Label, string? Form);

/// <summary>What an answer must keep to; null asks nothing. Lengths count Unicode code points after trimming; numbers are inclusive, dates exclusive.</summary>
public sealed record Limits
{
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public int? ItemMaxLength { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public double? Min { get; init; }
    public double? Max { get; init; }
    public bool Integer { get; init; }
    /// <summary>ECMA 262, anchored.</summary>
    public string? Pattern { get; init; }
    /// <summary>A date or <c>today</c>, the day of saving.</summary>
    public string? After { get; init; }
    public string? Before { get; init; }
}

/// <summary>What a question and a column of a structured list have in common.</summary>
public abstract record FieldDefinition
{
    public required string Key { get; init; }
    public required Bilingual Label { get; init; }
    public required QuestionType Type { get; init; }
    public required string? Unit { get; init; }
    /// <summary>The values to choose from, also where they come from a shipped list; null where the answer is free.</summary>
    public required IReadOnlyList<EnumValue>? EnumValues { get; init; }
    public required EnumSource? EnumSource { get; init; }
    public required Limits Limits { get; init; }
    public required bool Required { get; init; }

    [JsonIgnore]
    internal IReadOnlySet<string>? EnumSet => field ??= EnumValues?.Select(v => v.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>The label of an enumerated value, the name of a code of a language or place, or the value itself.</summary>
    public Bilingual LabelOf(string value) =>
        EnumValues is not null ? EnumValues.FirstOrDefault(v => v.Value == value)?.Label ?? Bilingual.Same(value)
        : CodeNames.Find(Limits.Pattern, value) ?? Bilingual.Same(value);
}

/// <summary>A column of a structured list.</summary>
public sealed record QuestionColumn : FieldDefinition
{
    public required string? Note { get; init; }
    /// <summary>Only an operator sets it; a provider's value is ignored.</summary>
    public required bool SetByOperator { get; init; }
}

/// <summary>
/// One question of a listing specification, and by that the form field, the server-side check, the facet, the comparison row,
/// the export column and a member of the JSON Schema.
/// </summary>
public sealed record Question : FieldDefinition
{
    public required Bilingual? Help { get; init; }
    /// <summary>The answer is <c>{zh, en}</c> with at least one of the two not blank.</summary>
    public required bool Localized { get; init; }
    /// <summary>Where it holds, the question must be answered.</summary>
    public required Condition? When { get; init; }
    public required string Section { get; init; }
    public required FacetKind? Facet { get; init; }
    /// <summary>The bands of a range facet.</summary>
    public required Bands? Bands { get; init; }
    public required bool Compare { get; init; }
    public required bool Card { get; init; }
    /// <summary>Changing the answer on a published listing is a change that needs review.</summary>
    public required bool Material { get; init; }
    public required string? StandardId { get; init; }
    public required string? Clause { get; init; }
    public required string? Why { get; init; }
    /// <summary>The columns of a structured list; empty otherwise.</summary>
    public required IReadOnlyList<QuestionColumn> Columns { get; init; }
    /// <summary>_common, a family code or a class code: where the question is defined.</summary>
    public required string Scope { get; init; }

    /// <summary>The question must be answered by this listing.</summary>
    public bool IsRequired(Answers answers, string classCode) => Required || (When?.Holds(answers, classCode) ?? false);

    /// <summary>Requiredness can depend on other answers, so a form shows it as a follow-up question.</summary>
    public bool IsConditional => When is not null;
}
