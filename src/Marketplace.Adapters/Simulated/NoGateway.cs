using System.Text.Json;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Simulated;

/// <summary>Stands where no payment provider was named: whatever is asked of it is refused, and says what would cure that.</summary>
internal sealed class NoGateway : IPaymentGateway
{
    public const string Code = "payments_not_set_up";

    public string Name => "none";

    public GatewayRequest Write(GatewayOrder order) => new($"/none/{order.Operation}", JsonSerializer.Serialize(order, MarketJson.Options));

    public Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer>(new GatewayAnswer.Refused(Code, "Engines:Payments names no provider."));

    public Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel) => Task.FromResult<GatewayObject?>(null);

    public Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel) => Task.FromResult<IReadOnlyList<GatewayObject>>([]);

    public Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<GatewayEvent>>([]);
}
