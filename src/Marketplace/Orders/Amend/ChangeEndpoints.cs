using System.Globalization;
using System.Text;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders.Confirm;
using Marketplace.Orders.Show;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Amend;

/// <summary>POST of a change order, of each answer to it, and GET of what it says.</summary>
internal static class ChangeEndpoints
{
    private const string One = "/api/v1/orders/{id}/changes/{number}";

    /// <summary>Who asks it of which change of which order, having seen which version of it.</summary>
    private sealed record Asked(Actor Actor, OrderId Order, int Change, long Version, ApiCommand? Command, CancellationToken Cancel);

    public static IEndpointRouteBuilder MapChanges(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/changes", Propose).WithName("proposeChange").WithTags("Orders")
            .WithSummary("Propose a change of an order in force: of milestones that are not paid, or of the due day of one that is and is not delivered. What is left out stays as it is.")
            .Accepts<ChangeInput>("application/json").Produces<ChangeSaved>().WritesProblems();
        Map(routes, "accept", "Accept a change, as the side that did not propose it. Above the limit of the buyer's organisation its approver is awaited then.", (changes, it) => changes.Accept(it.Actor, it.Order, it.Change, it.Version, it.Command, it.Cancel));
        Map(routes, "withdraw", "Take back a change that nobody accepted, as the side that proposed it.", (changes, it) => changes.Withdraw(it.Actor, it.Order, it.Change, it.Version, it.Command, it.Cancel));
        Map(routes, "approve", "The buyer's second person stands to the change.", (changes, it) => changes.Approve(it.Actor, it.Order, it.Change, it.Version, it.Command, it.Cancel));
        Map(routes, "decline", "Decline a change with a reason, as the side that did not propose it.", (changes, it, reason) => changes.Decline(it.Actor, it.Order, it.Change, it.Version, reason, it.Command, it.Cancel));
        Map(routes, "refuse", "The buyer's second person does not stand to the change.", (changes, it, reason) => changes.Refuse(it.Actor, it.Order, it.Change, it.Version, reason, it.Command, it.Cancel));
        routes.MapGet($"{One}/document", Document).WithName("getChangeDocument").WithTags("Orders").WithSummary("What a change changes and why: the canonical document whose SHA-256 the order names.")
            .Produces<FrozenChange>().Refuses(404).Needs(OrderScopes.Read);
        return routes;
    }

    private static Task<IResult> Propose(string id, HttpContext http, CurrentActor actor, IStore store, ProposeChange propose) =>
        OrderCommands.Run<ChangeInput, ChangeSaved>(http, actor.Value, store, async (body, version, command) => OrderId.TryParse(id, null, out var order)
            ? await propose.Run(actor.Value, order, version, body, command, http.RequestAborted) : Refusal.NotFound());

    private static void Map(IEndpointRouteBuilder routes, string act, string summary, Func<AnswerChange, Asked, Task<Outcome<Written<ChangeSaved>>>> run) =>
        Described(routes.MapPost($"{One}/{act}", (string id, string number, HttpContext http, CurrentActor actor, IStore store, AnswerChange changes) =>
            OrderCommands.Run<ChangeSaved>(http, actor.Value, store, async (version, command) => Read(id, number) is var (order, change)
                ? await run(changes, new(actor.Value, order, change, version, command, http.RequestAborted)) : Refusal.NotFound())), act, summary);

    private static void Map(IEndpointRouteBuilder routes, string act, string summary, Func<AnswerChange, Asked, string?, Task<Outcome<Written<ChangeSaved>>>> run) =>
        Described(routes.MapPost($"{One}/{act}", (string id, string number, HttpContext http, CurrentActor actor, IStore store, AnswerChange changes) =>
            OrderCommands.Run<ReasonInput, ChangeSaved>(http, actor.Value, store, async (body, version, command) => Read(id, number) is var (order, change)
                ? await run(changes, new(actor.Value, order, change, version, command, http.RequestAborted), body.Reason) : Refusal.NotFound())), act, summary)
            .Accepts<ReasonInput>("application/json");

    private static RouteHandlerBuilder Described(RouteHandlerBuilder endpoint, string act, string summary) =>
        endpoint.WithName($"{act}Change").WithTags("Orders").WithSummary(summary).Produces<ChangeSaved>().WritesProblems();

    /// <summary>The very bytes that the hash was taken of.</summary>
    private static async Task<IResult> Document(string id, string number, HttpContext http, CurrentActor actor, ShowOrder show)
    {
        if (Read(id, number) is not var (order, change) || !(await show.Run(actor.Value, order, http.RequestAborted)).Is(out var view, out _)) return ApiResults.Problem(Refusal.NotFound());
        return view.Changes.FirstOrDefault(it => it.Change.Number == change) is { } found
            ? Results.Bytes(Encoding.UTF8.GetBytes(found.Document.Json), "application/json; charset=utf-8") : ApiResults.Problem(Refusal.NotFound());
    }

    private static (OrderId Order, int Change)? Read(string id, string number) =>
        OrderId.TryParse(id, null, out var order) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var change) ? (order, change) : null;
}

/// <summary>What is agreed of a milestone, as the API gives it.</summary>
internal sealed record TermsAnswer(string Title, Amount Net, Amount Vat, Amount Gross, DateOnly Due, IReadOnlyList<string> Deliverables, string AcceptanceTest, int ReviewDays)
{
    public static TermsAnswer? Of(MilestoneTerms? it) => it is null ? null
        : new(it.Title, Amount.Of(it.Net), Amount.Of(it.Vat), Amount.Of(Shares.Gross(it)), it.Due, it.Deliverables, it.AcceptanceTest, it.ReviewDays);
}

/// <summary>A milestone of a change: what is and what is to be. Without the one it is added, without the other taken out.</summary>
internal sealed record ChangedMilestoneAnswer(int Number, TermsAnswer? Old, TermsAnswer? New);

/// <summary>What a side said of a change.</summary>
internal sealed record ChangeSaidAnswer(Side Side, DateTimeOffset At, string? Reason)
{
    public static ChangeSaidAnswer? Of(ChangeSaid? it) => it is null ? null : new(it.Side, it.At, it.Reason);
}

/// <summary>A change order as the API gives it.</summary>
/// <param name="Until">Until when the next answer is awaited.</param>
/// <param name="DocumentHash">SHA-256 of the document at <c>…/changes/{number}/document</c>.</param>
internal sealed record ChangeAnswer(
    int Number, ChangeState State, DateTimeOffset? Until, string Reason, ChangeSaidAnswer Proposed, ChangeSaidAnswer? Accepted, ChangeSaidAnswer? Approved, ChangeSaidAnswer? Ended,
    Amount Before, Amount After, IReadOnlyList<ChangedMilestoneAnswer> Milestones, string DocumentHash)
{
    public static ChangeAnswer Of(ChangeView view) => new(
        view.Change.Number, view.State, OrderChange.IsAwaited(view.State) ? view.Change.Until : null, view.Frozen.Reason, ChangeSaidAnswer.Of(view.Change.Proposed)!, ChangeSaidAnswer.Of(view.Change.Accepted),
        ChangeSaidAnswer.Of(view.Change.Approved), ChangeSaidAnswer.Of(view.Change.Ended), Amount.Of(view.Frozen.Before), Amount.Of(view.Frozen.After),
        [.. view.Frozen.Milestones.Select(it => new ChangedMilestoneAnswer(it.Number, TermsAnswer.Of(it.Old), TermsAnswer.Of(it.New)))], view.Change.Hash);
}
