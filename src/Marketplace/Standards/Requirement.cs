using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>What a requirement looks at, which decides the shape of its test.</summary>
public enum RequirementKind { Evidence, Consistency, Answer }

/// <summary>
/// A requirement of a listing specification beyond "this question is answered", in the marketplace's own words.
/// <see cref="StandardId"/> names its source; <see cref="Clause"/> is null unless it is known.
/// </summary>
public sealed record Requirement
{
    public required string Id { get; init; }
    public required IReadOnlyList<string> Scope { get; init; }
    public required string Criterion { get; init; }
    public required string Group { get; init; }
    public required RequirementKind Kind { get; init; }
    public required Obligation Obligation { get; init; }
    public required Bilingual Text { get; init; }
    public required string? StandardId { get; init; }
    public required string? Clause { get; init; }
    public required Confidence Confidence { get; init; }
    public required string? Source { get; init; }
    public required Condition? When { get; init; }
    /// <summary>The test as the catalogue writes it.</summary>
    public required JsonElement Test { get; init; }

    public bool Reaches(ServiceClass @class) =>
        Scope.Contains("_common") || Scope.Contains(@class.Family) || Scope.Contains(@class.Code);
}

/// <summary>Requirements that are alternatives: satisfied when any of its groups is; a group when all its requirements are.</summary>
public sealed record Criterion(string Id, Bilingual? Title, IReadOnlyList<CriterionGroup> Groups);

public sealed record CriterionGroup(string Id, IReadOnlyList<Requirement> Requirements);
