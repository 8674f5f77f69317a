using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Simulated;

/// <summary>
/// A payment provider that moves no money: for a first run and for tests. It keeps its own memory, does one thing per key however often it is
/// asked, takes its time, tells of what happens, and fails where a visitor of its test page wants it to.
/// </summary>
public sealed class SimulatedGateway(IStore store, IPayments payments, TakeHint take, MarketClock clock) : IPaymentGateway, ITestPayments, IHaveClocks
{
    private const int Attempts = 20;

    string IPaymentGateway.Name => "simulated";

    string IHaveClocks.Name => "simulated payments";

    public GatewayRequest Write(GatewayOrder order) => new($"/simulated/{order.Operation}", JsonSerializer.Serialize(order, MarketJson.Options));

    public async Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel)
    {
        var order = JsonSerializer.Deserialize<GatewayOrder>(request.Body, MarketJson.Options)!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)));
        GatewayAnswer? answer = null;
        await Change(order.Reference, order.Amount.Currency, kept =>
        {
            var machine = new SimulatedMachine(kept, clock.Now);
            answer = machine.Answer(order, key, hash);
            return machine.State;
        }, cancel);
        return answer!;
    }

    public async Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel)
    {
        if (SimulatedMachine.ReferenceOf(id) is not { } reference || await payments.Simulated(reference, cancel) is not { } found) return null;
        return found.Value.Things.FirstOrDefault(it => it.Id == id && it.Kind == kind) is { } thing ? SimulatedMachine.Show(found.Value, thing) : null;
    }

    public async Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel) =>
        await payments.Simulated(reference, cancel) is { } found ? [.. found.Value.Things.Where(it => it.Kind == kind).Select(it => SimulatedMachine.Show(found.Value, it))] : [];

    public async Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel) =>
    [
        .. (await payments.ChangedSimulated(then, most, cancel)).SelectMany(it => it.Value.Events).Where(it => it.At >= then).OrderBy(it => it.At).Take(most).Select(Told),
    ];

    public async Task<TestSession?> Session(string id, CancellationToken cancel = default) =>
        await Read(GatewayKind.Session, id, cancel) is { } session ? Visit(session) : null;

    public async Task<Outcome<TestSession>> Choose(string id, TestChoice choice, CancellationToken cancel = default)
    {
        if (await Read(GatewayKind.Session, id, cancel) is not { } session) return Refusal.NotFound();
        Refusal? refusal = null;
        await Change(session.Reference, session.Amount.Currency, kept =>
        {
            var machine = new SimulatedMachine(kept, clock.Now);
            refusal = machine.Choose(id, choice);
            return machine.State;
        }, cancel);
        return refusal is not null ? refusal : Visit((await Read(GatewayKind.Session, id, cancel))!);
    }

    public async Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel) =>
        [.. (await payments.DueSimulated(now, most, cancel)).Select(it => new Due(it.Value.Reference, now))];

    /// <summary>What takes time comes to its end, and what happened is told.</summary>
    public async Task Ring(Due due, CancellationToken cancel)
    {
        await Change(due.Key, "", kept => new SimulatedMachine(kept, clock.Now).MovedOn(), cancel);
        var now = clock.Now;
        foreach (var told in (await payments.Simulated(due.Key, cancel))!.Value.Events.Where(it => it.DeliverAt <= now)) await take.Run(Told(told), cancel);
        await Change(due.Key, "", kept => SimulatedMachine.Delivered(kept, now), cancel);
    }

    private async Task Change(string reference, string currency, Func<SimulatedPayment, SimulatedPayment> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var read = await payments.Simulated(reference, cancel);
            var before = read?.Value ?? new SimulatedPayment { Reference = reference, Currency = currency };
            var after = change(before);
            if (ReferenceEquals(before, after)) return;
            var outcome = await store.Commit(new Changes([StoredAs<SimulatedPayment>.Write(reference, after, read?.Version ?? 0)], [], clock.Now), cancel);
            if (outcome.Succeeded) return;
            if (outcome.Refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException(outcome.Refusal.First.Message.En);
        }
    }

    private static TestSession Visit(GatewayObject session) => new(session.Id, session.Reference, session.Amount, session.State);

    private static GatewayEvent Told(SimulatedEvent it) => new(it.Id, it.At, it.Kind, it.Thing, JsonSerializer.Serialize(it, MarketJson.Options));
}
