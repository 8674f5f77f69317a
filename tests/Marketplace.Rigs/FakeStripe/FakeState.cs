namespace Marketplace.Rigs.FakeStripe;

/// <summary>Something that stands at the fake, as a test is told of it.</summary>
/// <param name="Kind">session, charge, refund, transfer, reversal, chargeback or account.</param>
/// <param name="Key">The key that it was made under; null of what no request made.</param>
/// <param name="Of">Of a session and whatever else is about a charge: the charge. Of a reversal: the transfer. Of a transfer: the account.</param>
public sealed record FakeStanding(string Kind, string Id, string Status, long Amount, string Currency, string? Key, string? Reference, string? Of);

/// <summary>All that stands at the fake.</summary>
/// <param name="Now">Seconds since 1970, by its own clock.</param>
/// <param name="Balance">Of the platform, by currency.</param>
/// <param name="OwnMoney">What of the balance the platform put there or took by itself, by currency.</param>
/// <param name="Waiting">How many messages it still has to tell.</param>
public sealed record FakeState(long Now, IReadOnlyDictionary<string, long> Balance, IReadOnlyDictionary<string, long> OwnMoney, IReadOnlyList<FakeStanding> All, int Waiting)
{
    public IEnumerable<FakeStanding> Of(string kind) => All.Where(it => it.Kind == kind);

    internal static FakeState Read(StripeFake fake)
    {
        var currencies = fake.Transactions.Select(it => it.Currency).Distinct().ToList();
        return new(
            fake.Now, currencies.ToDictionary(it => it, fake.Balance),
            currencies.ToDictionary(it => it, currency => fake.Transactions.Where(it => it.Currency == currency && it.Type is "topup" or "payout").Sum(it => it.Net)),
            [
                .. fake.Sessions.Select(it => Standing("session", it, it.Status, it.Intent?.Charge?.Id)),
                .. fake.Charges.Select(it => Standing("charge", it, it.Refunded == 0 ? "succeeded" : "refunded", it.Id)),
                .. fake.Refunds.Select(it => Standing("refund", it, it.Status, it.Charge.Id)),
                .. fake.Transfers.Select(it => Standing("transfer", it, "paid", it.Destination)),
                .. fake.Transfers.SelectMany(it => it.Reversals).Select(it => Standing("reversal", it, "succeeded", it.Transfer.Id)),
                .. fake.Disputes.Select(it => Standing("chargeback", it, it.Status, it.Charge.Id)),
                .. fake.Accounts.Values.Select(it => new FakeStanding("account", it.Id, it.Transfers, 0, "", it.Metadata.GetValueOrDefault("call_key"), it.Metadata.GetValueOrDefault("payee"), null)),
            ],
            fake.Tellings.Waiting);
    }

    private static FakeStanding Standing(string kind, FakeThing it, string status, string? of) =>
        new(kind, it.Id, status, it.Amount, it.Currency, it.Key, it.Metadata.GetValueOrDefault("reference"), of);
}

/// <summary>What goes wrong at the fake by itself, each as a share of one; the same seed makes the same chances.</summary>
/// <param name="OnTheWay">Requests that never arrive, whose answers are lost, or that come too often.</param>
/// <param name="Lost">Messages that are never told.</param>
/// <param name="Late">Messages that come up to <paramref name="LateSeconds"/> late, and so in another order.</param>
public sealed record FakeTrouble(int Seed = 1, double OnTheWay = 0, double Lost = 0, double Late = 0, int LateSeconds = 3, double Twice = 0, double Forged = 0)
{
    private static readonly Fate[] wrong = [Fate.NeverArrives, Fate.AnswerLost, Fate.ErrorBefore, Fate.TooMany, Fate.HalfAnAnswer];

    internal void Happen(StripeFake fake)
    {
        // Of its own each, so that what is told does not hang on what is asked meanwhile.
        var (way, telling) = (new Random(Seed), new Random(Seed + 1));
        fake.Fates = _ => way.NextDouble() < OnTheWay ? wrong[way.Next(wrong.Length)] : Fate.Through;
        fake.Tellings.When = _ =>
        {
            var told = new List<(long After, bool Forged)>();
            if (telling.NextDouble() >= Lost) told.Add((telling.NextDouble() < Late ? 1 + telling.Next(LateSeconds) : 0, false));
            if (telling.NextDouble() < Twice) told.Add((telling.Next(LateSeconds), false));
            if (telling.NextDouble() < Forged) told.Insert(0, (0, true));
            return told;
        };
    }
}
