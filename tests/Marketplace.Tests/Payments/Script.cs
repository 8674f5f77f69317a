using Marketplace.Payments;
using Marketplace.Rigs.Paying;

namespace Marketplace.Tests.Payments;

/// <summary>What happens to calls on their way, in order; and what was sent.</summary>
internal sealed class Script
{
    public delegate Task<GatewayAnswer> Fate(Func<Task<GatewayAnswer>> through);

    private readonly Queue<Fate> fates = new();

    public static Fate Through => through => through();

    /// <summary>The provider did it, and its answer never came.</summary>
    public static Fate Lost => async through =>
    {
        await through();
        return new GatewayAnswer.Unknown("timed out");
    };

    public static Fate NeverHeard => _ => Task.FromResult<GatewayAnswer>(new GatewayAnswer.Unknown("connection reset"));

    public static Fate Broken => _ => Task.FromResult<GatewayAnswer>(new GatewayAnswer.Unknown("500"));

    public static Fate Busy => _ => Task.FromResult<GatewayAnswer>(new GatewayAnswer.Busy("429"));

    public static Fate Misused => _ => Task.FromResult<GatewayAnswer>(new GatewayAnswer.KeyMisused("idempotency_error"));

    /// <summary>What happens when the list is through.</summary>
    public Fate Otherwise { get; set; } = Through;

    /// <summary>Happens once, while a call is on its way.</summary>
    public Func<Task>? During { get; set; }

    public RigTime Clock { get; set; } = new();

    public List<Sending> Sent { get; } = [];

    /// <summary>How often the provider was searched.</summary>
    public int Looks { get; private set; }

    public void Then(params Fate[] next)
    {
        foreach (var fate in next) fates.Enqueue(fate);
    }

    public IPaymentGateway Over(IPaymentGateway inner) => new Gateway(this, inner);

    /// <summary>Equal where key and bytes are.</summary>
    public sealed record Sending(string Key, string Path, string Body)
    {
        public DateTimeOffset At { get; init; }

        public bool Equals(Sending? other) => other is not null && (Key, Path, Body) == (other.Key, other.Path, other.Body);

        public override int GetHashCode() => HashCode.Combine(Key, Path, Body);
    }

    private sealed class Gateway(Script script, IPaymentGateway inner) : IPaymentGateway
    {
        public string Name => inner.Name;

        public GatewayRequest Write(GatewayOrder order) => inner.Write(order);

        public async Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel)
        {
            script.Sent.Add(new Sending(key, request.Path, request.Body) { At = script.Clock.Now });
            if (script.During is { } during && key.Contains(":release:", StringComparison.Ordinal))
            {
                script.During = null;
                await during();
            }
            var fate = key.Contains(":release:", StringComparison.Ordinal) ? script.fates.TryDequeue(out var next) ? next : script.Otherwise : Through;
            return await fate(() => inner.Send(request, key, cancel));
        }

        public Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel) => inner.Read(kind, id, cancel);

        public Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel)
        {
            script.Looks++;
            return inner.Under(reference, kind, cancel);
        }

        public Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel) => inner.Since(then, most, cancel);
    }
}
