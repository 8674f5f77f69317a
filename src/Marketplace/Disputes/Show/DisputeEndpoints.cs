using Marketplace.Api;
using Marketplace.Disputes.Argue;
using Marketplace.Disputes.Decide;
using Marketplace.Disputes.Open;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Disputes.Show;

/// <summary>What a side says, as the API takes it.</summary>
internal sealed record ArgumentInput(string? Text);

/// <summary>A piece of evidence in a body of JSON; larger ones are added on the dispute's page.</summary>
/// <param name="Argument">The number of one of the side's own arguments.</param>
/// <param name="Content">In base 64.</param>
internal sealed record EvidenceInput(int Argument, string Name, byte[] Content);

/// <summary>A decision as the API takes it: minor units, together all that is held.</summary>
internal sealed record DecisionInput(long Release, long Refund, string? Reasons);

/// <summary>Disputes over the API: open, look, answer, argue, concede, decide.</summary>
internal static class DisputeEndpoints
{
    public static IEndpointRouteBuilder Map(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/milestones/{number}/dispute", Open).WithName("openDispute").WithTags("Disputes").WithSummary("Dispute a milestone that was delivered and is not paid out; only it is frozen.")
            .Accepts<DisputeInput>("application/json").Produces<DisputeSaved>(StatusCodes.Status201Created).WritesProblems();
        routes.MapGet("/api/v1/disputes", List).WithName("listDisputes").WithTags("Disputes").WithSummary("Disputes of your organisation, or of a provider it speaks for; for arbiters, operators and auditors all of them.")
            .Produces<DisputeItems>().Refuses(403, 404).Needs(OrderScopes.Read);
        routes.MapGet("/api/v1/disputes/{id}", One).WithName("getDispute").WithTags("Disputes").WithSummary("A dispute with what both sides say, its clocks and its decision.")
            .Produces<DisputeAnswer>().Refuses(404).Needs(OrderScopes.Read);
        routes.MapPost("/api/v1/disputes/{id}/answer", Answer).WithName("answerDispute").WithTags("Disputes").WithSummary("Answer the other side's dispute, within 7 days.")
            .Accepts<ArgumentInput>("application/json").Produces<DisputeSaved>().WritesProblems();
        routes.MapPost("/api/v1/disputes/{id}/arguments", Argue).WithName("argueDispute").WithTags("Disputes").WithSummary("Add an argument, until it is decided.")
            .Accepts<ArgumentInput>("application/json").Produces<DisputeSaved>().WritesProblems();
        routes.MapPost("/api/v1/disputes/{id}/evidence", Evidence).WithName("addEvidence").WithTags("Disputes").WithSummary("Add a file as evidence for an argument of your own side.")
            .Accepts<EvidenceInput>("application/json").Produces<DisputeSaved>().WritesProblems();
        routes.MapPost("/api/v1/disputes/{id}/concede", Concede).WithName("concedeDispute").WithTags("Disputes").WithSummary("Give in: all that is held goes to the other side.")
            .Produces<DisputeSaved>().WritesProblems();
        routes.MapPost("/api/v1/disputes/{id}/decide", Decide).WithName("decideDispute").WithTags("Disputes").WithSummary("Decide how what is held is shared; above the limit another arbiter must say the same.")
            .Accepts<DecisionInput>("application/json").Produces<DisputeSaved>().WritesProblems();
        routes.MapGet("/disputes/{id}/files/{hash}", File).ExcludeFromDescription();
        return routes;
    }

    private static Task<IResult> Open(string id, string number, HttpContext http, CurrentActor actor, IStore store, OpenDispute open) =>
        OrderCommands.Run<DisputeInput, DisputeSaved>(http, actor.Value, store, async (body, version, command) => OrderPayments.Read($"{id}/{number}") is var (order, milestone)
            ? await open.Run(actor.Value, order, milestone, version, body, command, http.RequestAborted) : Refusal.NotFound(), it => $"/api/v1/disputes/{it.Id}");

    private static async Task<IResult> List(string? provider, string? after, HttpContext http, CurrentActor actor, ShowDisputes show)
    {
        if (provider is not null && !Ids.TryParse<ProviderId>(provider, out _)) return ApiResults.Problem(Refusal.NotFound());
        ProviderId? firm = provider is null ? null : ProviderId.From(provider);
        var list = firm is null && (await show.Queue(actor.Value, after, http.RequestAborted)).Is(out var all, out _) ? all : await show.Own(actor.Value, firm, after, http.RequestAborted);
        return list.Is(out var found, out var refusal) ? ApiResults.Json(new DisputeItems([.. found.Lines.Select(DisputeItem.Of)], found.Next)) : ApiResults.Problem(refusal);
    }

    private static async Task<IResult> One(string id, HttpContext http, CurrentActor actor, ShowDispute show) => DisputeId.TryParse(id, null, out var dispute)
        && (await show.Run(actor.Value, dispute, http.RequestAborted)).Is(out var view, out _)
            ? ApiResults.Json(DisputeAnswer.Of(view), version: view.Version, state: $"{view.Stage}-{view.MayDecide}") : ApiResults.Problem(Refusal.NotFound());

    private static Task<IResult> Answer(string id, HttpContext http, CurrentActor actor, IStore store, ArgueDispute argue) =>
        OrderCommands.Run<ArgumentInput, DisputeSaved>(http, actor.Value, store, async (body, version, command) => DisputeId.TryParse(id, null, out var dispute)
            ? await argue.Answer(actor.Value, dispute, version, body.Text, null, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Argue(string id, HttpContext http, CurrentActor actor, IStore store, ArgueDispute argue) =>
        OrderCommands.Run<ArgumentInput, DisputeSaved>(http, actor.Value, store, async (body, version, command) => DisputeId.TryParse(id, null, out var dispute)
            ? await argue.Add(actor.Value, dispute, version, body.Text, null, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Evidence(string id, HttpContext http, CurrentActor actor, IStore store, ArgueDispute argue) =>
        OrderCommands.Run<EvidenceInput, DisputeSaved>(http, actor.Value, store, async (body, version, command) =>
        {
            if (!DisputeId.TryParse(id, null, out var dispute)) return Refusal.NotFound();
            using var content = new MemoryStream(body.Content, writable: false);
            return await argue.AddEvidence(actor.Value, dispute, version, body.Argument, new Upload(body.Name, null, content), command, http.RequestAborted);
        });

    private static Task<IResult> Concede(string id, HttpContext http, CurrentActor actor, IStore store, ArgueDispute argue) =>
        OrderCommands.Run<DisputeSaved>(http, actor.Value, store, async (version, command) => DisputeId.TryParse(id, null, out var dispute)
            ? await argue.Concede(actor.Value, dispute, version, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Decide(string id, HttpContext http, CurrentActor actor, IStore store, DecideDispute decide) =>
        OrderCommands.Run<DecisionInput, DisputeSaved>(http, actor.Value, store, async (body, version, command) => DisputeId.TryParse(id, null, out var dispute)
            ? await decide.Run(actor.Value, dispute, version, body.Release, body.Refund, body.Reasons, command, http.RequestAborted) : Refusal.NotFound());

    private static async Task<IResult> File(string id, string hash, HttpContext http, CurrentActor actor, ShowEvidence show) => DisputeId.TryParse(id, null, out var dispute)
        && (await show.Run(actor.Value, dispute, hash, http.RequestAborted)).Is(out var opened, out _) ? FileDownload.Answer(http, opened.File, opened.Content) : Results.NotFound();
}
