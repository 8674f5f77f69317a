using Marketplace.Payments;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>What stands at the fake, in the words of the simulated provider, so that the same invariants look at both.</summary>
internal static class FakeView
{
    public static IReadOnlyList<SimulatedPayment> Of(StripeFake fake) =>
    [
        .. fake.Sessions.Select(it => it.Reference).Distinct().Select(reference => new SimulatedPayment
        {
            Reference = reference, Currency = "CNY", ChangedAt = DateTimeOffset.FromUnixTimeSeconds(fake.Tellings.Events is [.., var last] ? last.Created : 0),
            Things =
            [
                .. fake.Sessions.Where(it => it.Reference == reference).Select(it => new SimulatedThing(
                    GatewayKind.Session, it.Id, it.Intent?.Charge is not null ? GatewayState.Succeeded : it.Status == "open" ? GatewayState.Open : it.Intent?.Status == "processing" ? GatewayState.Processing : GatewayState.Failed,
                    it.Amount, it.Key!, Fee: it.Intent?.Charge?.Transaction.Fee ?? 0, Charge: it.Intent?.Charge?.Id)),
                .. fake.Refunds.Where(it => Is(it, reference)).Select(it => new SimulatedThing(
                    GatewayKind.Refund, it.Id, it.Status switch { "succeeded" => GatewayState.Succeeded, "failed" => GatewayState.Failed, _ => GatewayState.Processing }, it.Amount, it.Key!)),
                .. fake.Transfers.Where(it => Is(it, reference)).Select(it => new SimulatedThing(GatewayKind.Transfer, it.Id, GatewayState.Succeeded, it.Amount, it.Key!)),
                .. fake.Transfers.SelectMany(it => it.Reversals).Where(it => Is(it, reference)).Select(it => new SimulatedThing(GatewayKind.Reversal, it.Id, GatewayState.Succeeded, it.Amount, it.Key!)),
            ],
        }),
    ];

    private static bool Is(FakeThing it, string reference) => it.Metadata.GetValueOrDefault("reference") == reference;
}
