using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Work;

/// <summary>A file in a body of JSON; larger ones are handed over on the order's page.</summary>
/// <param name="Content">In base 64.</param>
internal sealed record FileInput(string Name, byte[] Content);

/// <summary>POST …/milestones/{n}/fund and everything else that the two parties do about a milestone.</summary>
internal static class MilestoneEndpoints
{
    public static IEndpointRouteBuilder MapMilestones(this IEndpointRouteBuilder routes)
    {
        Map(routes, "fund", "fundMilestone", "Begin to pay: the order says where, once the payment page is there.", work => work.Fund);
        Map(routes, "fund-by-transfer", "fundMilestoneByTransfer", "Choose to pay by bank transfer: the order says where its pro-forma invoice is.", work => work.FundByTransfer);
        Map(routes, "report-paid", "reportTransferPaid", "Say that the bank transfer is on its way.", work => work.ReportPaid);
        Map(routes, "confirm-received", "confirmTransferReceived", "Say that all of a direct transfer arrived.", work => work.Received);
        Map(routes, "not-arrived", "reportTransferMissing", "Say that a transfer that the buyer reported did not arrive.", work => work.NotArrived);
        Map(routes, "refund-arrived", "confirmRefundArrived", "Say that the provider's own refund of a direct transfer arrived.", work => work.RefundArrived);
        Map(routes, "deliver", "deliverMilestone", "Deliver the files that were handed over.", work => work.Deliver);
        Map(routes, "request-changes", "requestChanges", "Ask for changes to what was delivered, twice at most.", work => work.AskChanges);
        Map(routes, "accept", "acceptMilestone", "Accept what was delivered.", work => work.Accept);
        Map(routes, "cancel", "cancelMilestone", "Cancel before any money moved.", work => work.Cancel);
        Map(routes, "refund", "refundMilestone", "Give the money back, or ask for it two weeks after the due day.", work => work.Refund);
        routes.MapPost("/api/v1/orders/{id}/milestones/{number}/files", Hand).WithName("handOverFile").WithTags("Orders").WithSummary("Hand over a file for a paid milestone.")
            .Accepts<FileInput>("application/json").Produces<MilestoneSaved>().WritesProblems();
        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, string verb, string name, string summary, Func<WorkOnMilestone, Func<Actor, OrderId, int, long, ApiCommand?, CancellationToken, Task<Outcome<Written<MilestoneSaved>>>>> act) =>
        routes.MapPost($"/api/v1/orders/{{id}}/milestones/{{number}}/{verb}", (string id, string number, HttpContext http, CurrentActor actor, IStore store, WorkOnMilestone work) =>
                OrderCommands.Run<MilestoneSaved>(http, actor.Value, store, async (version, command) => Find(id, number) is var (order, milestone)
                    ? await act(work)(actor.Value, order, milestone, version, command, http.RequestAborted) : Refusal.NotFound()))
            .WithName(name).WithTags("Orders").WithSummary(summary).Produces<MilestoneSaved>().WritesProblems();

    private static Task<IResult> Hand(string id, string number, HttpContext http, CurrentActor actor, IStore store, HandOver hand) =>
        OrderCommands.Run<FileInput, MilestoneSaved>(http, actor.Value, store, async (body, version, command) =>
        {
            if (Find(id, number) is not var (order, milestone)) return Refusal.NotFound();
            using var content = new MemoryStream(body.Content, writable: false);
            return await hand.Run(actor.Value, order, milestone, version, new Upload(body.Name, null, content), command, http.RequestAborted);
        });

    private static (OrderId Order, int Milestone)? Find(string id, string number) => OrderPayments.Read($"{id}/{number}");
}
