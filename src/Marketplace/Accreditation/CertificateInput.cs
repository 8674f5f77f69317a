using System.Text.Json.Serialization;
using Marketplace.Standards;

namespace Marketplace.Accreditation;

/// <summary>A certificate as it is handed in, by form, CSV or API; the names are those of the conformity cases' certificate.</summary>
public sealed record CertificateInput
{
    [JsonPropertyName("number")] public string? Number { get; init; }
    [JsonPropertyName("standard_id")] public string? StandardId { get; init; }
    [JsonPropertyName("permit")] public string? Permit { get; init; }
    [JsonPropertyName("evidence_type")] public string? EvidenceType { get; init; }
    [JsonPropertyName("marks")] public IReadOnlyList<string>? Marks { get; init; }
    [JsonPropertyName("mra")] public bool? Mra { get; init; }
    [JsonPropertyName("issuer")] public string? Issuer { get; init; }
    [JsonPropertyName("status")] public EvidenceStatus? Status { get; init; }
    [JsonPropertyName("status_since")] public DateOnly? StatusSince { get; init; }
    [JsonPropertyName("valid_from")] public DateOnly? ValidFrom { get; init; }
    [JsonPropertyName("valid_until")] public DateOnly? ValidUntil { get; init; }
    [JsonPropertyName("scope_lines")] public IReadOnlyList<ScopeLineInput>? ScopeLines { get; init; }
    /// <summary>Only an operator sets it; from anybody else it is ignored.</summary>
    [JsonPropertyName("verification")] public Verification? Verification { get; init; }
    /// <summary>Only an operator sets it; from anybody else it is ignored.</summary>
    [JsonPropertyName("checked_on")] public DateOnly? CheckedOn { get; init; }
    [JsonPropertyName("source")] public string? Source { get; init; }

    public static CertificateInput Of(Certificate certificate) => new()
    {
        Number = certificate.Number, StandardId = certificate.StandardId, Permit = certificate.Permit,
        EvidenceType = certificate.EvidenceType, Marks = certificate.Marks, Mra = certificate.Mra, Issuer = certificate.Issuer,
        Status = certificate.Status, StatusSince = certificate.StatusSince,
        ValidFrom = certificate.ValidFrom, ValidUntil = certificate.ValidUntil,
        ScopeLines = [.. certificate.ScopeLines.Select(ScopeLineInput.Of)],
        Verification = certificate.Verification, CheckedOn = certificate.CheckedOn, Source = certificate.Source,
    };
}

/// <summary>One line of a scope annex as it is handed in.</summary>
public sealed record ScopeLineInput
{
    [JsonPropertyName("activity")] public string? Activity { get; init; }
    [JsonPropertyName("object")] public string? Object { get; init; }
    [JsonPropertyName("parameter")] public string? Parameter { get; init; }
    [JsonPropertyName("method")] public string? Method { get; init; }
    [JsonPropertyName("edition")] public string? Edition { get; init; }
    [JsonPropertyName("range_min")] public double? RangeMin { get; init; }
    [JsonPropertyName("range_max")] public double? RangeMax { get; init; }
    [JsonPropertyName("unit")] public string? Unit { get; init; }
    [JsonPropertyName("uncertainty")] public double? Uncertainty { get; init; }
    [JsonPropertyName("flexible")] public bool? Flexible { get; init; }
    [JsonPropertyName("site")] public string? Site { get; init; }

    public static ScopeLineInput Of(ScopeLine line) => new()
    {
        Activity = line.Activity, Object = line.Object, Parameter = line.Parameter, Method = line.Method, Edition = line.Edition,
        RangeMin = line.RangeMin, RangeMax = line.RangeMax, Unit = line.Unit, Uncertainty = line.Uncertainty,
        Flexible = line.Flexible, Site = line.Site,
    };
}
