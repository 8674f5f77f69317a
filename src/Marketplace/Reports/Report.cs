using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Reports;

/// <summary>What is said to be wrong with a claim.</summary>
public enum ReportReason { FalseCertificate, NoLongerValid, ScopeNotCovered, WrongDetails, NotOffered, Other }

public enum ReportState { Open, Upheld, Dismissed }

/// <summary>The operator's answer, which the reporter reads.</summary>
/// <param name="By">The id of whoever decided.</param>
public sealed record ReportDecision(string Text, string By, DateTimeOffset At);

/// <summary>
/// Somebody's word that a listing or a certificate claims what is not so. What they wrote and how to reach them stays in this document and is in
/// no event.
/// </summary>
[StoredAs("reports")]
public sealed record Report
{
    public const int LongestText = 4000;
    public const int LongestAnswer = 2000;

    public required ReportId Id { get; init; }
    /// <summary>The id of the listing or certificate.</summary>
    public required string About { get; init; }
    public required ProviderId Provider { get; init; }
    /// <summary>What it was called when it was reported.</summary>
    public required Bilingual Title { get; init; }
    public required ReportReason Reason { get; init; }
    public required string Text { get; init; }
    /// <summary>Where the answer goes, for somebody who was not signed in and gave an address.</summary>
    public string? Email { get; init; }
    /// <summary>The id of whoever was signed in: the answer goes to their address as it is then.</summary>
    public string? Person { get; init; }
    /// <summary>In which the answer's frame is written.</summary>
    public Language Language { get; init; }
    public required DateTimeOffset At { get; init; }
    public ReportState State { get; init; }
    /// <summary>The id of the operator who looks into it.</summary>
    public string? AssignedTo { get; init; }
    public ReportDecision? Decision { get; init; }

    /// <summary>Its place in the queue: open ones first, and of those the oldest, for ids are in the order of time.</summary>
    public string Place => $"{(State == ReportState.Open ? '0' : '1')}{Id}";

    [JsonIgnore]
    public bool IsAboutListing => ListingId.TryParse(About, null, out _);

    /// <summary>The page of what it is about.</summary>
    [JsonIgnore]
    public string AboutPage => IsAboutListing ? $"/listings/{About}" : $"/certificates/{About}";

    public Outcome<Report> Assign(string? to) => State == ReportState.Open ? this with { AssignedTo = to } : Decided();

    public Outcome<Report> Decide(bool upheld, string text, string by, DateTimeOffset now) => State == ReportState.Open
        ? this with { State = upheld ? ReportState.Upheld : ReportState.Dismissed, AssignedTo = AssignedTo ?? by, Decision = new ReportDecision(text, by, now) }
        : Decided();

    private static Refusal Decided() => Refusal.Because(RefusalKind.Conflict, "decided_already", "该举报已有处理结果。", "The report is decided already.");
}

[JsonConverter(typeof(IdConverter<ReportId>))]
public readonly record struct ReportId(string Value) : IId<ReportId>
{
    public static string Prefix => "rpt_";
    public static ReportId From(string value) => new(value);
    public static ReportId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static ReportId Parse(string s, IFormatProvider? provider) => Ids.Parse<ReportId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ReportId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

public sealed record ClaimReported(ReportId Report, string About, ProviderId Provider, ReportReason Reason) : MarketEvent
{
    public override string Subject => Report.Value;
}

/// <param name="To">The id of the operator; null where nobody looks into it any more.</param>
public sealed record ReportAssigned(ReportId Report, string? To) : MarketEvent
{
    public override string Subject => Report.Value;
}

public sealed record ReportDecided(ReportId Report, string About, ProviderId Provider, ReportState State) : MarketEvent
{
    public override string Subject => Report.Value;
}
