using System.Globalization;
using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders.Show;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Samples;

/// <summary>A step of a sample's way, as the API takes it.</summary>
internal sealed record SampleMoveBody(string? Note = null, SampleCondition? Condition = null, DateOnly? Until = null, FileInput? Photo = null);

internal sealed record SampleStepAnswer(DateTimeOffset At, SampleAct Act, Side Side, string? Note, SampleCondition? Condition, DateOnly? Until, FileAnswer? Photo);

internal sealed record SampleAnswer(int Number, string Identifier, string? Description, SampleState State, IReadOnlyList<SampleStepAnswer> Steps);

/// <summary>The samples of an order as the API gives them.</summary>
internal sealed record SamplesAnswer(OrderId Order, IReadOnlyList<SampleAnswer> Samples)
{
    public static SamplesAnswer Of(SamplesView view) => new(view.Order.Order.Id, [.. view.Samples.Select(it => new SampleAnswer(it.Number, it.Identifier, it.Description, it.State, [.. it.Steps.Select(Step)]))]);

    private static SampleStepAnswer Step(SampleStep it) =>
        new(it.At, it.Act, it.Side, it.Note, it.Condition, it.Until, it.Photo is { } photo ? new FileAnswer(photo.Hash, photo.Name, photo.MediaType, photo.Bytes, it.At) : null);
}

/// <summary>GET and POST of an order's samples, and POST of each step of theirs.</summary>
internal static class SampleEndpoints
{
    public static IEndpointRouteBuilder MapSamples(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id}/samples", All).WithName("getOrderSamples").WithTags("Orders").WithSummary("The samples of a testing order, with the way of each. Its ETag is what writes name; v0 where there are none yet.")
            .Produces<SamplesAnswer>().Refuses(404).Needs(OrderScopes.Read);
        routes.MapPost("/api/v1/orders/{id}/samples", Announce).WithName("announceSample").WithTags("Orders").WithSummary("Announce a sample, as the buyer.")
            .Accepts<SampleInput>("application/json").Produces<SampleSaved>().WritesProblems();
        Map(routes, SampleAct.Send, "Say that a sample was sent, as the buyer.");
        Map(routes, SampleAct.Withdraw, "Take back the announcement of a sample, as the buyer.");
        Map(routes, SampleAct.Receive, "Say that a sample arrived and how, as the provider.");
        Map(routes, SampleAct.Retain, "Keep a sample until a day, as the provider.");
        Map(routes, SampleAct.Return, "Say that a sample was sent back, as the provider.");
        Map(routes, SampleAct.Destroy, "Say that a sample was destroyed, as the provider.");
        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, SampleAct act, string summary) =>
        routes.MapPost($"/api/v1/orders/{{id}}/samples/{{number}}/{act.ToString().ToLowerInvariant()}", (string id, string number, HttpContext http, CurrentActor actor, IStore store, HandleSamples samples) =>
                OrderCommands.Run<SampleMoveBody, SampleSaved>(http, actor.Value, store, async (body, version, command) =>
                {
                    if (!OrderId.TryParse(id, null, out var order) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sample)) return Refusal.NotFound();
                    using var content = body.Photo is { } photo ? new MemoryStream(photo.Content, writable: false) : null;
                    return await samples.Move(actor.Value, order, sample, act, version, new SampleMoveInput(body.Note, body.Condition, body.Until), content is null ? null : new Upload(body.Photo!.Name, null, content), command, http.RequestAborted);
                }))
            .WithName($"{act.ToString().ToLowerInvariant()}Sample").WithTags("Orders").WithSummary(summary).Accepts<SampleMoveBody>("application/json").Produces<SampleSaved>().WritesProblems();

    private static async Task<IResult> All(string id, HttpContext http, CurrentActor actor, ShowSamples show) =>
        (OrderId.TryParse(id, null, out var order) ? await show.Run(actor.Value, order, http.RequestAborted) : Refusal.NotFound()).Is(out var view, out var refusal)
            ? ApiResults.Json(SamplesAnswer.Of(view), version: view.Version) : ApiResults.Problem(refusal);

    private static Task<IResult> Announce(string id, HttpContext http, CurrentActor actor, IStore store, HandleSamples samples) =>
        OrderCommands.Run<SampleInput, SampleSaved>(http, actor.Value, store, async (body, version, command) => OrderId.TryParse(id, null, out var order)
            ? await samples.Announce(actor.Value, order, version, body, command, http.RequestAborted) : Refusal.NotFound());
}
