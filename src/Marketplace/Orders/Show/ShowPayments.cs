using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Show;

/// <summary>What was paid for a milestone and what became of it, as the API gives it.</summary>
/// <param name="Held">Kept until acceptance; of a direct payment, with the provider and not accepted yet.</param>
/// <param name="Released">Paid out to the provider, less fee and tax; of a direct payment, what is the provider's for good.</param>
/// <param name="RefundDue">Of a direct payment: what the provider is to send back itself.</param>
/// <param name="Reference">By which a bank transfer is recognised, where one was chosen.</param>
internal sealed record PaymentAnswer(
    int Milestone, PayBy PaidBy, Amount Gross, DateTimeOffset? CollectedAt, Amount Held, Amount Accepted, Amount Releasing, Amount Released, Amount Refunding, Amount RefundDue, Amount Refunded, string? Reference);

/// <summary>The payments of an order, one for each milestone, once it is in force.</summary>
internal sealed record PaymentsAnswer(OrderId Order, IReadOnlyList<PaymentAnswer> Payments);

/// <summary>Shows what was paid for an order to whoever may see the order.</summary>
internal sealed class ShowPayments(OrderSteps steps, IPayments payments)
{
    public async Task<Outcome<PaymentsAnswer>> Run(Actor actor, OrderId id, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var answers = new List<PaymentAnswer>();
        foreach (var milestone in found.Value.Milestones)
            if (await payments.Payment(OrderPayments.Reference(id, milestone.Terms.Number), cancel) is { Value: var it }) answers.Add(Answer(milestone.Terms.Number, it));
        return new PaymentsAnswer(id, answers);
    }

    private static PaymentAnswer Answer(int milestone, Payment it)
    {
        Amount Of(long minor) => new(minor, it.Currency);
        return new(milestone, it.By, Amount.Of(it.Gross), it.CollectedAt, Of(it.Held), Of(it.Accepted), Of(it.Releasing), Of(it.Released), Of(it.Refunding), Of(it.RefundDue), Of(it.Refunded), it.Wire?.Reference);
    }
}

/// <summary><c>GET /api/v1/orders/{id}/payments</c>.</summary>
internal static class PaymentsEndpoint
{
    public static IEndpointRouteBuilder MapOrderPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id}/payments", Show).WithName("getOrderPayments").WithTags("Orders").WithSummary("What was paid for each milestone and what became of it.")
            .Produces<PaymentsAnswer>().Refuses(404).Needs(OrderScopes.Payments);
        return routes;
    }

    private static async Task<IResult> Show(string id, HttpContext http, CurrentActor actor, ShowPayments show) =>
        Ids.TryParse<OrderId>(id, out var order) && (await show.Run(actor.Value, order, http.RequestAborted)).Is(out var answer, out _) ? ApiResults.Json(answer) : ApiResults.Problem(Refusal.NotFound());
}
