using System.Net;
using Marketplace.Payments;
using Stripe;

namespace Marketplace.Adapters.Stripe;

/// <summary>What an error of Stripe's means for whoever asked: done or not is known, or it is not.</summary>
internal static class StripeAnswers
{
    public static GatewayAnswer Of(StripeException failure)
    {
        var (status, error) = ((int)failure.HttpStatusCode, failure.StripeError);
        var detail = $"{status} {error?.Code ?? error?.Type}".TrimEnd();
        return failure.HttpStatusCode switch
        {
            // The key is in use just now, or a lock is held, or we ask too often: nothing was done, and nothing is saved under the key.
            HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests => new GatewayAnswer.Busy(detail),
            // Our own key is wrong, or lacks a right: it says nothing about what was asked, and an operator cures it.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new GatewayAnswer.Busy(detail),
            _ when error?.Type == "idempotency_error" => new GatewayAnswer.KeyMisused(error.Message ?? detail),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when error is not null =>
                new GatewayAnswer.Refused(error.Code ?? error.Type ?? "refused", error.Message ?? detail),
            // An error of Stripe's own, or of something in between: it may have been done.
            _ => new GatewayAnswer.Unknown(detail),
        };
    }

    /// <summary>Whether the failure is that of the way there and back, and not ours.</summary>
    public static bool IsOfTheWay(Exception failure, CancellationToken cancel) =>
        failure is HttpRequestException or IOException or Newtonsoft.Json.JsonException or System.Text.Json.JsonException or InvalidDataException
        || (failure is OperationCanceledException && !cancel.IsCancellationRequested);
}
