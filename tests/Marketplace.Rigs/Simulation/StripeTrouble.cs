using Marketplace.Rigs.FakeStripe;

namespace Marketplace.Rigs.Simulation;

/// <summary>What goes wrong at Stripe and on the way to it: requests and answers that are lost, messages that are lost, late, doubled or forged, and chargebacks.</summary>
internal sealed class StripeTrouble
{
    private static readonly Fate[] wrong = [Fate.NeverArrives, Fate.AnswerLost, Fate.ErrorBefore, Fate.ErrorKept, Fate.TooMany, Fate.InUse, Fate.HalfAnAnswer];
    private readonly StripeFake fake;
    private readonly Chance chance;
    private readonly Faults faults;

    public StripeTrouble(StripeFake fake, Chance chance, Faults faults)
    {
        (this.fake, this.chance, this.faults) = (fake, chance, faults);
        fake.Fates = _ =>
        {
            if (faults.Healed || !chance.Of(0.06)) return Fate.Through;
            var fate = chance.Of(wrong);
            faults.Hit($"stripe: {fate}");
            return fate;
        };
        fake.Tellings.When = _ => Tellings();
    }

    /// <summary>Somebody's bank asks money back, or decides; somebody suspects a fraud.</summary>
    public void Sometimes()
    {
        if (fake.Charges.Count == 0) return;
        var charge = chance.Of(fake.Charges);
        if (chance.Of(0.05))
        {
            var left = charge.Amount - charge.Refunded;
            if (left > 0 && fake.ChargeBack(charge.Id, chance.Of(0.7) ? left : chance.Between(1, left), inquiry: chance.Of(0.3), wins: chance.Of(0.5), 86_400L * (1 + chance.Below(60))) is not null) faults.Hit("stripe: charged back");
        }
        if (chance.Of(0.1) && fake.Disputes.Where(it => it.DecidesAt is not null).ToList() is { Count: > 0 } open)
        {
            if (chance.Of(0.5)) fake.Escalate(chance.Of(open));
            else fake.Decide(chance.Of(open));
        }
        if (chance.Of(0.01))
        {
            fake.Warn(charge.Id, early: chance.Of(0.5));
            faults.Hit("stripe: a warning");
        }
        if (chance.Of(0.1) && fake.Warnings.FirstOrDefault(it => it.Open && it.Id.StartsWith("prv", StringComparison.Ordinal)) is { } review)
        {
            fake.Approve(review);
            faults.Hit("stripe: a warning was lifted");
        }
    }

    private List<(long, bool)> Tellings()
    {
        if (faults.Happens("stripe: a message was lost", 0.1)) return [];
        List<(long, bool)> told = [(faults.Happens("stripe: a message was late", 0.15) ? 1 + chance.Below(20_000) : 0, false)];
        if (faults.Happens("stripe: a message came twice", 0.1)) told.Add((chance.Below(600), false));
        if (faults.Happens("stripe: a message was forged", 0.03)) told.Insert(0, (0, true));
        return told;
    }
}
