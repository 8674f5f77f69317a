using System.Globalization;
using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Rigs.Simulation;

/// <summary>
/// One run from one seed: buyers, providers, arbiters, clocks and workers take turns at random over the real code, while processes die between any
/// two steps, answers are lost and hints come twice, late or not at all. After each step the invariants are looked at; at the end everything heals,
/// four months pass, and the books must agree with the provider's.
/// </summary>
internal sealed partial class World
{
    private static readonly TimeSpan afterwards = TimeSpan.FromDays(120);
    private static readonly TimeSpan longestUnread = TimeSpan.FromDays(14);

    private readonly Chance chance;
    private readonly IReadOnlyList<Act> acts;
    private readonly Faults faults;
    private readonly MoneyRig rig;
    private readonly Invariants invariants;
    private readonly StripeTrouble? trouble;
    private readonly List<string> references = [];
    private bool interrupted;
    private int commands;
    private int interruptions;

    /// <param name="sometimes">Counts what happened, over all runs.</param>
    public World(int seed, Dictionary<string, long> sometimes)
    {
        chance = new Chance(seed);
        // In one run of eight some buyers pay the provider directly.
        acts = seed % 8 == 0 ? Acts.All : [.. Acts.All.Where(it => !it.Transfer)];
        faults = new Faults(chance, sometimes) { Interrupt = Interrupt };
        rig = new MoneyRig(
            store => new FaultyStore(store, faults), gateway => new FaultyGateway(gateway, chance, faults, key => invariants!.AfterSend(key)), store => new FaultyInbox(store, faults),
            new Heard(failure => invariants!.Violated($"the scheduler failed: {failure}")), new MilestoneRules { TwoDecideAbove = 700_000 }, mostAgain: 300_000, stripe: seed % 2 != 0);
        if (rig.Stripe is { } stripe) trouble = new StripeTrouble(stripe.Fake, chance, faults);
        invariants = new Invariants(rig, references, sometimes);
        Disputes = new DisputeDesk(rig, chance);
    }

    public DisputeDesk Disputes { get; }

    public Task<Outcome<Milestone>> Move(string reference, Party by, string person, Command? command, Func<MilestoneNow, Chance, Outcome<MilestoneStep>> row) =>
        rig.Do(reference, by, now => row(now, chance), person, command);

    public long Owed(string reference) => rig.Paid(reference).Owed;

    public Task<Outcome<Milestone>> Goodwill(string reference, Party by, string person, Command? command)
    {
        var amount = chance.Between(0, Math.Max(1, rig.Paid(reference).Accepted));
        return Disputes.Act(reference, by, person, command, MoneyActKind.Goodwill, now => MilestoneTable.Goodwill(now, amount), amount);
    }

    /// <returns>What is wrong, or null.</returns>
    public async Task<string?> Run()
    {
        var fees = new FeeTerms(1, chance.Below(5_001), chance.Below(2_001));
        for (var number = 1; number <= 1 + chance.Below(3); number++)
        {
            var gross = chance.Of(0.5) ? chance.Between(100, 3_000) : chance.Between(10_000, 2_000_000);
            references.Add(await rig.Agree($"ord_00000000000000000000000000/{number.ToString(CultureInfo.InvariantCulture)}", gross, fees, payee: $"prv_{chance.Below(2)}", reviewDays: 1 + chance.Below(20)));
        }
        // A site that is up reads the provider's list from its first minutes on; what happened before that is nobody's.
        while (await rig.Payments.Sweep() is null) await Guarded(() => rig.Sweep.Round(default));
        var steps = 80 + chance.Below(80);
        for (var step = 0; step < steps && invariants.Wrong is null; step++)
        {
            await Guarded(Step);
            invariants.AfterStep();
        }
        if (invariants.Wrong is null) await Quiet();
        return invariants.Wrong;
    }

    private async Task Step()
    {
        switch (chance.Below(20))
        {
            case < 6: await Somebody(); break;
            case < 9: await AtTheTestPage(); break;
            case < 12: await rig.Send.Round(default); break;
            case < 14:
                if (rig.Stripe is { } stripe) await stripe.Work();
                await rig.Hints.Round(default);
                break;
            case < 16: await rig.Scheduler.Round(default); break;
            case 16: await Hear(); break;
            case 17: await SomebodyLooks(); break;
            default: await Pass(); break;
        }
    }

    private async Task Pass()
    {
        // The provider keeps its list for a month, and no site is away for as long.
        if (rig.Time.Now - (await rig.Payments.Sweep())?.Value.Until is not { } unread || unread > longestUnread) await rig.Sweep.Round(default);
        rig.Time.Now += Span();
    }

    private TimeSpan Span() => chance.Below(5) switch
    {
        0 => TimeSpan.FromSeconds(1 + chance.Below(120)),
        1 => TimeSpan.FromMinutes(1 + chance.Below(60)),
        2 => TimeSpan.FromHours(1 + chance.Below(30)),
        3 => chance.Of(0.6) ? TimeSpan.FromDays(1 + chance.Below(4)) : TimeSpan.FromMinutes(11),
        _ => TimeSpan.FromSeconds(10),
    };

    /// <summary>Of two sites that hear at once, the one that writes second begins anew; what was heard is heard again now and then.</summary>
    private async Task Hear()
    {
        var quick = interruptions;
        try { await rig.HearBalances(again: chance.Below(10)); }
        catch (InvalidOperationException) when (quick != interruptions) { faults.Hit("two heard at once"); }
    }

    /// <summary>An operator looks at a stuck call, or the list of events is read.</summary>
    private async Task SomebodyLooks()
    {
        if (chance.Of(0.5)) await rig.Sweep.Round(default);
        else if (rig.Memory.Current<ProviderCall>().FirstOrDefault(it => it.Value.Status == CallStatus.Stuck) is { } stuck)
        {
            await Disputes.Act(stuck.Value.Reference, Party.Officer, "ann", null, MoneyActKind.SettleCall, MilestoneTable.Conclude, stuck.Value.Amount.Amount, stuck.Value.Key);
            var after = rig.Memory.Find<ProviderCall>(stuck.Value.Key)!.Value;
            faults.Hit(after.Status == CallStatus.Done ? "a stuck call was found" : "a stuck call was asked for anew");
        }
        else if (references.Where(it => rig.Paid(it).IsChargedBack).ToList() is { Count: > 0 } asked && chance.Of(asked) is var reference)
        {
            await Disputes.Act(reference, Party.Officer, "ann", null, MoneyActKind.AnswerBank, MilestoneTable.Conclude, call: chance.Of(rig.Paid(reference).Chargebacks.Where(it => !it.IsOver).ToList()).Id);
        }
    }

    private async Task Somebody()
    {
        var reference = chance.Of(references);
        var state = rig.Milestone(reference).State;
        var likely = acts.Where(it => it.Likely.Contains(state)).ToList();
        var act = likely.Count > 0 && chance.Of(0.9) ? chance.Of(likely) : chance.Of(acts);
        if (!chance.Of(act.Eager)) return;
        var by = chance.Of(0.9) ? chance.Of(act.By) : chance.Of(Acts.People);
        var command = chance.Of(0.3) ? new Command($"command {++commands}", act.Name, "done") : null;
        var (before, quick) = (invariants.Moved(reference), interruptions);
        for (var clicks = command is not null && chance.Of(0.5) ? 2 : 1; clicks > 0; clicks--)
        {
            var outcome = await act.Do(this, reference, by, chance.Of(0.5) ? "ann" : "bob", command);
            if (outcome.Succeeded && !act.By.Contains(by)) invariants.Violated($"I13: {by} could {act.Name} {reference}");
            if (!outcome.Succeeded && outcome.Refusal.Kind == RefusalKind.Stale) invariants.Violated($"{act.Name} gave up on {reference}");
        }
        if (command is not null && quick == interruptions && invariants.Moved(reference) > before + 1) invariants.Violated($"{act.Name} of one command moved {reference} twice");
    }

    /// <summary>Whoever is at the payment page, or still has an old one open.</summary>
    private async Task AtTheTestPage()
    {
        trouble?.Sometimes();
        var open = rig.AtProvider.SelectMany(it => it.Things).Where(it => it is { Kind: GatewayKind.Session, State: GatewayState.Open }).ToList();
        if (open.Count == 0) return;
        var choice = chance.Of(0.3) ? TestChoice.Pay : chance.Of(Enum.GetValues<TestChoice>());
        faults.Hit($"test page: {choice}");
        await rig.Choose(chance.Of(open).Id, choice);
    }

    /// <summary>In the middle of what somebody does, somebody else does something; once deep.</summary>
    private async Task Interrupt()
    {
        if (interrupted) return;
        interrupted = true;
        interruptions++;
        try { await Step(); }
        finally { interrupted = false; }
    }

    private async Task Guarded(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (SimulatedCrash)
        {
            interrupted = false;
            rig.Restart();
        }
        catch (GatewaySilentException)
        {
            // The worker's loop logs it and comes again.
        }
        catch (InvalidOperationException failure)
        {
            invariants.Violated(failure.ToString());
        }
    }

    private sealed class Heard(Action<string> failed) : ILogger<Scheduler>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error && exception is not GatewaySilentException) failed($"{formatter(state, exception)} {exception}");
        }
    }
}
