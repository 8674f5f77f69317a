using System.Text.Json.Serialization;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>A certificate as the API gives it: what can be handed in under the same names, and what the marketplace adds.</summary>
public sealed record CertificateAnswer
{
    [JsonPropertyName("id")] public required CertificateId Id { get; init; }
    [JsonPropertyName("provider")] public required ProviderId Provider { get; init; }
    [JsonPropertyName("version")] public required long Version { get; init; }
    [JsonPropertyName("number")] public required string Number { get; init; }
    [JsonPropertyName("standard_id")] public required string? StandardId { get; init; }
    [JsonPropertyName("permit")] public required string? Permit { get; init; }
    [JsonPropertyName("evidence_type")] public required string EvidenceType { get; init; }
    [JsonPropertyName("marks")] public required IReadOnlyList<string> Marks { get; init; }
    [JsonPropertyName("mra")] public required bool Mra { get; init; }
    [JsonPropertyName("issuer")] public required string Issuer { get; init; }
    [JsonPropertyName("status")] public required EvidenceStatus Status { get; init; }
    [JsonPropertyName("status_since")] public required DateOnly? StatusSince { get; init; }
    [JsonPropertyName("valid_from")] public required DateOnly ValidFrom { get; init; }
    [JsonPropertyName("valid_until")] public required DateOnly? ValidUntil { get; init; }
    [JsonPropertyName("scope_lines")] public required IReadOnlyList<ScopeLineAnswer> ScopeLines { get; init; }
    [JsonPropertyName("verification")] public required Verification Verification { get; init; }
    [JsonPropertyName("checked_on")] public required DateOnly? CheckedOn { get; init; }
    [JsonPropertyName("source")] public required string? Source { get; init; }
    /// <summary>The documents that show it: that they are there and their hashes, not what they hold.</summary>
    [JsonPropertyName("documents")] public required IReadOnlyList<DocumentAnswer> Documents { get; init; }
    /// <summary>Every check there was, oldest first.</summary>
    [JsonPropertyName("checks")] public required IReadOnlyList<CheckAnswer> Checks { get; init; }
    /// <summary>How it stands today.</summary>
    [JsonPropertyName("standing")] public required StandingAnswer Standing { get; init; }

    public static CertificateAnswer Of(Document<Certificate> document, DateOnly today)
    {
        var it = document.Value;
        var standing = it.StatusOn(today);
        return new CertificateAnswer
        {
            Id = it.Id, Provider = it.Provider, Version = document.Version, Number = it.Number, StandardId = it.StandardId, Permit = it.Permit,
            EvidenceType = it.EvidenceType, Marks = it.Marks, Mra = it.Mra, Issuer = it.Issuer, Status = it.Status, StatusSince = it.StatusSince,
            ValidFrom = it.ValidFrom, ValidUntil = it.ValidUntil, ScopeLines = [.. it.ScopeLines.Select(ScopeLineAnswer.Of)],
            Verification = it.Verification, CheckedOn = it.CheckedOn, Source = it.Source,
            Documents = [.. it.Documents.Select(one => new DocumentAnswer(one.File.Hash, one.File.MediaType, one.File.Bytes, one.AttachedAt))],
            Checks = [.. it.Checks.Select(one => new CheckAnswer(one.Verification, one.CheckedOn, one.Document, one.RecordedAt))],
            Standing = new StandingAnswer(standing.Kind, standing.Since, standing.Why),
        };
    }
}

/// <summary>An attached document, which whoever has a copy can compare.</summary>
public sealed record DocumentAnswer(
    [property: JsonPropertyName("sha256")] string Sha256, [property: JsonPropertyName("media_type")] string MediaType,
    [property: JsonPropertyName("bytes")] long Bytes, [property: JsonPropertyName("attached_at")] DateTimeOffset AttachedAt);

/// <summary>One check: what it came to, on which day, and the hash of the attached document it was made against, where it was one.</summary>
public sealed record CheckAnswer(
    [property: JsonPropertyName("verification")] Verification Verification, [property: JsonPropertyName("checked_on")] DateOnly? CheckedOn,
    [property: JsonPropertyName("document")] string? Document, [property: JsonPropertyName("recorded_at")] DateTimeOffset RecordedAt);

public sealed record StandingAnswer(StandingKind Status, DateOnly? Since, Bilingual Why);

public sealed record ScopeLineAnswer
{
    [JsonPropertyName("activity")] public required string? Activity { get; init; }
    [JsonPropertyName("object")] public required string? Object { get; init; }
    [JsonPropertyName("parameter")] public required string? Parameter { get; init; }
    [JsonPropertyName("method")] public required string? Method { get; init; }
    [JsonPropertyName("edition")] public required string? Edition { get; init; }
    [JsonPropertyName("range_min")] public required double? RangeMin { get; init; }
    [JsonPropertyName("range_max")] public required double? RangeMax { get; init; }
    [JsonPropertyName("unit")] public required string? Unit { get; init; }
    [JsonPropertyName("uncertainty")] public required double? Uncertainty { get; init; }
    [JsonPropertyName("flexible")] public required bool Flexible { get; init; }
    [JsonPropertyName("site")] public required string? Site { get; init; }

    public static ScopeLineAnswer Of(ScopeLine line) => new()
    {
        Activity = line.Activity, Object = line.Object, Parameter = line.Parameter, Method = line.Method, Edition = line.Edition,
        RangeMin = line.RangeMin, RangeMax = line.RangeMax, Unit = line.Unit, Uncertainty = line.Uncertainty,
        Flexible = line.Flexible, Site = line.Site,
    };
}

/// <summary>What a write of a certificate came to; <paramref name="Status"/> is how it stands today.</summary>
public sealed record CertificateWritten(CertificateId Id, long Version, StandingKind Status, Verification Verification)
{
    public static CertificateWritten Of(Document<Certificate> document, DateOnly today) =>
        new(document.Value.Id, document.Version, document.Value.StatusOn(today).Kind, document.Value.Verification);
}
