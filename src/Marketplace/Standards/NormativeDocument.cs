using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>How sure the catalogue is of a fact; always shown beside it.</summary>
public enum Confidence { Verified, Memory, Uncertain }

/// <summary>A document that another replaces or is replaced by: the id where the catalogue has it, else only its text.</summary>
public sealed record DocumentReference(string? Id, string Text);

/// <summary>An equivalence that a document states of itself: it adopts <paramref name="To"/> to this degree (IDT, MOD, NEQ).</summary>
public sealed record StatedEquivalence(string To, string Degree, Confidence Confidence);

/// <summary>One edition of a standard, regulation, guide or method. Only facts about it: no text of any standard is reproduced.</summary>
public abstract record NormativeDocument
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required string? Edition { get; init; }
    public required Bilingual Title { get; init; }
    public required string Body { get; init; }
    /// <summary>INT, EU, a country code, or an ISO 3166-2 code for a local standard.</summary>
    public required string Jurisdiction { get; init; }
    public required string Kind { get; init; }
    public required string Status { get; init; }
    public required IReadOnlyList<DocumentReference> Replaces { get; init; }
    public required IReadOnlyList<DocumentReference> ReplacedBy { get; init; }
    public required IReadOnlyList<StatedEquivalence> Equivalences { get; init; }
    public required Confidence Confidence { get; init; }
    public required string? Source { get; init; }
    public required string? Note { get; init; }

    /// <summary>Number and edition as their body prints them: GB/T 27025-2019, ISO/IEC 17025:2017; after a name, in brackets.</summary>
    public string Designation =>
        string.IsNullOrEmpty(Edition) || Number.Contains(Edition, StringComparison.Ordinal) ? Number
        : !char.IsAsciiDigit(Number[^1]) ? $"{Number} ({Edition})"
        : Number + (Jurisdiction.StartsWith("CN", StringComparison.Ordinal) && Body != "CNAS" ? "-" : ":") + Edition;

    /// <summary>What it is called where it is named: its designation, and to readers of English the English title of what has a Chinese name and no number that they can read.</summary>
    public Bilingual Name =>
        Title.En is not { } english || !Designation.AsSpan().ContainsAnyInRange('\u4e00', '\u9fff') ? Bilingual.Same(Designation)
        : new(Designation, string.IsNullOrEmpty(Edition) || english.Contains(Edition, StringComparison.Ordinal) ? english : $"{english} ({Edition})");

    /// <summary>The title to show beside the name; null where the name says it already.</summary>
    public string? TitleBesideName(Language language) =>
        Title.In(language) is var title && Name.In(language).Contains(title, StringComparison.Ordinal) ? null : title;

    public Bilingual FullName => new($"{Name.Zh} {TitleBesideName(Language.Zh)}".TrimEnd(), $"{Name.En} {TitleBesideName(Language.En)}".TrimEnd());
}

/// <summary>A standard that a service can conform to or be accredited for.</summary>
public sealed record Standard : NormativeDocument
{
    /// <summary>Codes of the families it speaks to.</summary>
    public required IReadOnlyList<string> Families { get; init; }
}

public sealed record MethodParameter(Bilingual Name, string? Range, string? Unit);

/// <summary>A test, calibration or inspection method that a scope line can name.</summary>
public sealed record Method : NormativeDocument
{
    public required IReadOnlyList<string> Classes { get; init; }
    public required IReadOnlyList<Bilingual> Objects { get; init; }
    public required IReadOnlyList<MethodParameter> Parameters { get; init; }
}

/// <summary>An approval that rests on law and not on a standard.</summary>
public sealed record Permit(
    string Code, Bilingual Name, string Authority, string? LegalBasis, string Status,
    Confidence Confidence, string? Source, string? Note);
