using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Orders;

/// <summary>Traces and measures of this room.</summary>
internal static class OrdersTelemetry
{
    public const string Name = "Marketplace.Orders";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter meter = new(Name);

    public static readonly Counter<long> Steps = meter.CreateCounter<long>("marketplace.orders.steps", description: "Steps of orders and of requests for offers, by event");
}
