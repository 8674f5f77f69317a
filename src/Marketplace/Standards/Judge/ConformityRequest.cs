using System.Text.Json.Serialization;

namespace Marketplace.Standards.Judge;

/// <summary>What is to be judged: answers and certificates under one edition of a specification, on one day.</summary>
internal sealed record ConformityRequest
{
    public required SpecificationReference Specification { get; init; }
    public required DateOnly Date { get; init; }
    public required Answers Answers { get; init; }
    public required IReadOnlyList<CertificateInput> Certificates { get; init; }
}

internal sealed record SpecificationReference
{
    public required string Class { get; init; }
    public required int Edition { get; init; }
}

/// <summary>A certificate as the worked cases write it.</summary>
internal sealed record CertificateInput
{
    public required string Number { get; init; }
    [JsonPropertyName("standard_id")] public string? StandardId { get; init; }
    public string? Permit { get; init; }
    [JsonPropertyName("evidence_type")] public required string EvidenceType { get; init; }
    public IReadOnlyList<string>? Marks { get; init; }
    public bool Mra { get; init; }
    public string? Issuer { get; init; }
    public required EvidenceStatus Status { get; init; }
    [JsonPropertyName("status_since")] public DateOnly? StatusSince { get; init; }
    [JsonPropertyName("valid_from")] public required DateOnly ValidFrom { get; init; }
    [JsonPropertyName("valid_until")] public DateOnly? ValidUntil { get; init; }
    [JsonPropertyName("scope_lines")] public IReadOnlyList<ScopeLineInput>? ScopeLines { get; init; }
    public Verification Verification { get; init; }
    [JsonPropertyName("checked_on")] public DateOnly? CheckedOn { get; init; }

    public Evidence ToEvidence() => new()
    {
        Number = Number, StandardId = StandardId, Permit = Permit, EvidenceType = EvidenceType, Marks = Marks ?? [], Mra = Mra,
        Issuer = Issuer, Status = Status, StatusSince = StatusSince, ValidFrom = ValidFrom, ValidUntil = ValidUntil,
        ScopeLines = [.. (ScopeLines ?? []).Select(l => l.ToScopeLine())], Verification = Verification, CheckedOn = CheckedOn,
    };
}

internal sealed record ScopeLineInput
{
    public string? Activity { get; init; }
    public string? Object { get; init; }
    public string? Parameter { get; init; }
    public string? Method { get; init; }
    public string? Edition { get; init; }
    [JsonPropertyName("range_min")] public double? RangeMin { get; init; }
    [JsonPropertyName("range_max")] public double? RangeMax { get; init; }
    public string? Unit { get; init; }
    public double? Uncertainty { get; init; }
    public bool Flexible { get; init; }
    public string? Site { get; init; }

    public ScopeLine ToScopeLine() =>
        new(Activity, Object, Parameter, Method, Edition, RangeMin, RangeMax, Unit, Uncertainty, Flexible, Site);
}
