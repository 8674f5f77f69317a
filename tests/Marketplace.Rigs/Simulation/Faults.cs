using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Simulation;

/// <summary>The process died here. What was committed stays; what was in memory is gone.</summary>
internal sealed class SimulatedCrash() : OperationCanceledException("The simulated process died.");

/// <summary>A store on which the process may die just before or just after a commit, and before whose commits somebody else may be quicker.</summary>
internal sealed class FaultyStore(IStore inner, Faults faults) : IStore
{
    public async Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
    {
        if (faults.Happens("somebody was quicker", 0.04)) await faults.Interrupt();
        if (faults.Happens("died before a commit", 0.008)) throw new SimulatedCrash();
        var outcome = await inner.Commit(changes, cancel);
        if (faults.Happens("died after a commit", 0.008)) throw new SimulatedCrash();
        if (!outcome.Succeeded && outcome.Refusal.Kind == RefusalKind.Stale) faults.Hit("a commit met a newer version");
        return outcome;
    }

    public Task<Command?> Command(string key, CancellationToken cancel = default) => inner.Command(key, cancel);
}

/// <summary>An inbox that loses what it is told, or is told it late.</summary>
internal sealed class FaultyInbox(IStore inner, Faults faults) : IStore
{
    public Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default) =>
        faults.Happens("a hint was lost", 0.15) ? Task.FromResult<Outcome<Committed>>(new Committed()) : inner.Commit(changes, cancel);

    public Task<Command?> Command(string key, CancellationToken cancel = default) => inner.Command(key, cancel);
}

/// <summary>The way to the provider and back: either may fail, the provider may be down, and some keys never get an answer.</summary>
internal sealed class FaultyGateway(IPaymentGateway inner, Chance chance, Faults faults, Action<string> afterSend) : IPaymentGateway
{
    private readonly Dictionary<string, bool> neverAnswered = new(StringComparer.Ordinal);

    public string Name => inner.Name;

    public GatewayRequest Write(GatewayOrder order) => inner.Write(order);

    public async Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel)
    {
        if (faults.Happens("died before a call", 0.02)) throw new SimulatedCrash();
        if (!neverAnswered.ContainsKey(key) && faults.Happens("a key never gets an answer", 0.03)) neverAnswered[key] = chance.Of(0.5);
        if (neverAnswered.TryGetValue(key, out var arrives))
        {
            // What never arrives is what the day's rule is for; what arrives and is never answered must be found.
            if (arrives) await inner.Send(request, key, cancel);
            faults.Hit(arrives ? "it arrived and no answer ever came" : "it never arrived");
            return new GatewayAnswer.Unknown("500");
        }
        if (faults.Happens("the provider never heard", 0.06)) return new GatewayAnswer.Unknown("connection reset");
        if (faults.Happens("the provider is busy", 0.04)) return new GatewayAnswer.Busy("429");
        var answer = await inner.Send(request, key, cancel);
        afterSend(key);
        if (faults.Happens("the answer was lost", 0.06)) return new GatewayAnswer.Unknown("timed out");
        if (faults.Happens("died after a call", 0.02)) throw new SimulatedCrash();
        // Somebody sent it and froze for longer than the lease: the provider sees the key once more.
        if (faults.Happens("a call was sent twice", 0.03)) answer = await inner.Send(request, key, cancel);
        return answer;
    }

    public Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel) => Answered(() => inner.Read(kind, id, cancel));

    public Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel) => Answered(() => inner.Under(reference, kind, cancel));

    public Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel) => inner.Since(then, most, cancel);

    private Task<T> Answered<T>(Func<Task<T>> ask) => faults.Happens("a question got no answer", 0.05) ? throw new GatewaySilentException("silent") : ask();
}

/// <summary>Which faults there are, whether they still happen, and how often they did.</summary>
internal sealed class Faults(Chance chance, Dictionary<string, long> sometimes)
{
    /// <summary>Set by the world: lets somebody else act in the middle of something.</summary>
    public Func<Task> Interrupt { get; set; } = () => Task.CompletedTask;

    /// <summary>From then on nothing fails any more.</summary>
    public bool Healed { get; set; }

    public bool Happens(string fault, double probability)
    {
        if (Healed || !chance.Of(probability)) return false;
        Hit(fault);
        return true;
    }

    public void Hit(string what) => sometimes[what] = sometimes.GetValueOrDefault(what) + 1;
}
