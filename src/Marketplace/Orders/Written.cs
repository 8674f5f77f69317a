using System.Text.Json;
using Marketplace.Api;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>What a write on an order answers.</summary>
public sealed record OrderSaved(OrderId Id, long Version, OrderState State);

/// <summary>What a write on a request for an offer answers.</summary>
public sealed record OfferSaved(OfferId Id, long Version, OfferState State);

/// <summary>A write that was made now, or, with <paramref name="Repeated"/>, one whose stored answer is to be given again.</summary>
public sealed record Written<T>(T? Answer, long Version, string? Repeated) where T : class
{
    /// <summary>What stands, which a repetition made the first time.</summary>
    public T Stands => Repeated is null ? Answer! : ApiAnswer.Read(Repeated).Body.Deserialize<T>(MarketJson.Options)!;
}

/// <summary>Commits steps of this room, each with its event and the caller's command.</summary>
internal sealed class OrderWriter(IStore store)
{
    /// <summary>The answer of a command that was carried out before; null where it is new.</summary>
    public async Task<Outcome<Written<T>>?> Before<T>(ApiCommand? command, CancellationToken cancel) where T : class
    {
        if (command is null || await store.Command(command.Key, cancel) is not { } before) return null;
        return before.Fingerprint == command.Fingerprint ? new Written<T>(null, 0, before.Answer) : ApiCommand.Mismatch();
    }

    /// <param name="readAt">The version at which it was read; 0 for a new one.</param>
    public Task<Outcome<Written<OrderSaved>>> Commit(
        Order order, long readAt, IReadOnlyList<MarketEvent> events, ApiCommand? command, IReadOnlyList<Write> along, CancellationToken cancel)
    {
        var saved = new OrderSaved(order.Id, readAt + 1, order.State(order.SavedAt));
        return Commit(saved, saved.Version, readAt == 0 ? $"/api/v1/orders/{order.Id}" : null,
            new Changes([StoredAs<Order>.Write(order.Id.Value, order, readAt), .. along], events, order.SavedAt), command, cancel);
    }

    /// <summary>The same, with another answer than how the order stands.</summary>
    public Task<Outcome<Written<T>>> Commit<T>(
        T saved, Order order, long readAt, IReadOnlyList<MarketEvent> events, ApiCommand? command, IReadOnlyList<Write> along, CancellationToken cancel) where T : class =>
        Commit(saved, readAt + 1, null, new Changes([StoredAs<Order>.Write(order.Id.Value, order, readAt), .. along], events, order.SavedAt), command, cancel);

    public Task<Outcome<Written<OfferSaved>>> Commit(Offer offer, long readAt, MarketEvent happened, ApiCommand? command, CancellationToken cancel)
    {
        var saved = new OfferSaved(offer.Id, readAt + 1, offer.State(offer.SavedAt));
        return Commit(saved, saved.Version, readAt == 0 ? $"/api/v1/offers/{offer.Id}" : null,
            new Changes([StoredAs<Offer>.Write(offer.Id.Value, offer, readAt)], [happened], offer.SavedAt), command, cancel);
    }

    /// <summary>Of anything else of this room, with what is written told whole.</summary>
    public async Task<Outcome<Written<T>>> Commit<T>(T saved, long version, string? location, Changes changes, ApiCommand? command, CancellationToken cancel) where T : class
    {
        using var activity = OrdersTelemetry.Source.StartActivity(changes.Events[0].GetType().Name);
        var kept = command?.Answering(saved, location is null ? 200 : 201, version, location);
        if (!(await store.Commit(changes with { Command = kept }, cancel)).Is(out var done, out var refusal)) return refusal;
        if (done.Repeated is null) OrdersTelemetry.Steps.Add(1, new KeyValuePair<string, object?>("event", changes.Events[0].GetType().Name));
        return new Written<T>(saved, version, done.Repeated);
    }
}
