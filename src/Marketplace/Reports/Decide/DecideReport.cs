using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Decide;

/// <summary>An operator takes a report on, or gives it back, and decides it with an answer that its reporter reads. A decision stays.</summary>
internal sealed class DecideReport(IStore store, IReports reports, MarketClock clock)
{
    /// <param name="readAt">The version the actor saw.</param>
    /// <param name="mine">Whether the actor looks into it from now on, or nobody.</param>
    public async Task<Outcome<Report>> Assign(Actor actor, ReportId id, long readAt, bool mine, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await reports.Find(id, cancel) is not { } found) return Refusal.NotFound();
        var to = mine ? actor.Id : null;
        if (found.Value.AssignedTo == to) return found.Value;
        return found.Value.Assign(to).Is(out var assigned, out var refusal) ? await Commit(assigned, readAt, new ReportAssigned(id, to), null, cancel) : refusal;
    }

    public async Task<Outcome<Report>> Run(
        Actor actor, ReportId id, long readAt, string? decision, string? text, Command? command = null, CancellationToken cancel = default)
    {
        using var activity = ReportsTelemetry.Source.StartActivity("decide report");
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await reports.Find(id, cancel) is not { } found) return Refusal.NotFound();
        // A form that is sent twice finds done what it asks for.
        if (command is not null && await store.Command(command.Key, cancel) is not null) return found.Value;

        var fields = new FieldCheck();
        var answer = fields.Required(text, "text", Report.LongestAnswer, multiline: true);
        if (decision is not (nameof(ReportState.Upheld) or nameof(ReportState.Dismissed))) fields.Add("required", "decision", "请选择处理结果。", "Choose a decision.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        if (!found.Value.Decide(decision == nameof(ReportState.Upheld), answer, actor.Id, clock.Now).Is(out var decided, out var refusal)) return refusal;
        return await Commit(decided, readAt, new ReportDecided(id, decided.About, decided.Provider, decided.State), command, cancel);
    }

    private async Task<Outcome<Report>> Commit(Report report, long readAt, MarketEvent happened, Command? command, CancellationToken cancel)
    {
        if (readAt < 1) readAt = -1; // 0 would ask the store for a new document
        var changes = new Changes([StoredAs<Report>.Write(report.Id.Value, report, readAt)], [happened], clock.Now, command);
        return (await store.Commit(changes, cancel)).Is(out _, out var refusal) ? report : refusal;
    }
}
