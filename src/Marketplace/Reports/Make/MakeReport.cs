using System.Diagnostics;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Make;

/// <summary>A report as it was typed.</summary>
/// <param name="Reason">A code, as <see cref="ReportReason"/> names it.</param>
internal sealed record ReportInput(string? About, string? Reason, string? Text, string? Email);

/// <summary>Anybody says what is wrong with a listing or a certificate that they can see.</summary>
internal sealed class MakeReport(IStore store, FindClaim find, ReportThrottle throttle, ReportSeal seal, MarketClock clock)
{
    /// <param name="network">From where it comes; counts where nobody is signed in.</param>
    /// <returns>The secret of the report's status page.</returns>
    public async Task<Outcome<string>> Run(
        Actor actor, string network, ReportInput input, Language language, Func<ReportId, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = ReportsTelemetry.Source.StartActivity("report claim");
        if (!(await find.Run(actor, input.About, cancel)).Is(out var claim, out var refusal)) return refusal;
        var fields = new FieldCheck();
        var text = fields.Required(input.Text, "text", Report.LongestText, multiline: true);
        if (!Enum.GetNames<ReportReason>().Contains(input.Reason)) fields.Add("required", "reason", "请选择问题类型。", "Choose what is wrong.");
        var email = Email(actor, input, fields);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var now = clock.Now;
        var report = new Report
        {
            Id = ReportId.New(now), About = claim.About, Provider = claim.Provider, Title = claim.Title, Reason = Enum.Parse<ReportReason>(input.Reason!),
            Text = text, Email = email, Person = actor.Person?.Id, Language = language, At = now,
        };
        var made = command?.Invoke(report.Id);
        var repeats = made is not null && await store.Command(made.Key, cancel) is not null;
        if (!repeats && !throttle.Lets(actor.Person?.Id ?? network)) return ReportThrottle.Refusal();

        var changes = new Changes([StoredAs<Report>.Write(report.Id.Value, report, 0)], [new ClaimReported(report.Id, report.About, report.Provider, report.Reason)], now, made);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        if (committed.Repeated is null) ReportsTelemetry.Made.Add(1, new TagList { { "reason", report.Reason.ToString() } });
        return seal.Seal(committed.Repeated is { } before ? ReportId.From(before) : report.Id);
    }

    /// <summary>Of somebody whose address is known none is asked.</summary>
    private static string? Email(Actor actor, ReportInput input, FieldCheck fields)
    {
        if (actor.Person?.Email is not null || string.IsNullOrWhiteSpace(input.Email)) return null;
        if (EmailAddress.Read(input.Email, "email").Is(out var address, out var refusal)) return address;
        foreach (var problem in refusal.Problems) fields.Add(problem);
        return null;
    }
}
