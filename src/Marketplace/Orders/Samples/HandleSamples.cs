using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Samples;

/// <summary>A sample as the buyer announces it.</summary>
internal sealed record SampleInput(string? Identifier, string? Description = null);

/// <summary>What is said of a step of a sample's way.</summary>
/// <param name="Condition">Wanted when it is received.</param>
/// <param name="Until">Wanted when it is retained.</param>
internal sealed record SampleMoveInput(string? Note = null, SampleCondition? Condition = null, DateOnly? Until = null);

/// <summary>What a write on samples answers.</summary>
/// <param name="Version">That of the order's samples together.</param>
internal sealed record SampleSaved(OrderId Order, int Sample, SampleState State, long Version);

/// <summary>The samples of a testing order, on both sides. Whether a step can be taken now the table of samples says.</summary>
internal sealed class HandleSamples(OrderSteps steps, IOrders orders, TakeFile take, OrderWriter writer, MarketClock clock)
{
    public const string PhotoField = "photo";

    /// <summary>Whether anything is sent for the service: testing and calibration.</summary>
    public static bool TakesSamples(FrozenOrder frozen) => frozen.Listing.Class.StartsWith("TC.", StringComparison.Ordinal);

    /// <param name="readAt">The version of the order's samples that was seen; 0 where there were none.</param>
    public async Task<Outcome<Written<SampleSaved>>> Announce(Actor actor, OrderId id, long readAt, SampleInput input, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var order, out var refusal)) return refusal;
        if (Parties.RefusesBuyer(actor, order.Value.Buyer) is { } no) return no;
        if (await writer.Before<SampleSaved>(command, cancel) is { } before) return before;
        if (OrderStates.IsEnd(order.Value.State(clock.Now)) || await orders.Evidence(id, cancel) is not { } evidence || !TakesSamples(evidence.Read()))
            return Refusal.Because(RefusalKind.Conflict, "no_samples_wanted", "该订单不收样品，或已经结束。", "This order takes no samples, or is over.");
        var fields = new FieldCheck();
        var (identifier, description) = (fields.Required(input.Identifier, "identifier", OrderSamples.LongestIdentifier), fields.Text(input.Description, "description", OrderSamples.LongestText, multiline: true));
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var (samples, stands) = await Samples(id, cancel);
        if (!samples.Announce(identifier, description, new SampleStep(clock.Now, SampleAct.Announce, Side.Buyer, actor.Id)).Is(out var announced, out refusal)) return refusal;
        return stands == readAt ? await Save(order.Value, announced, announced.Samples[^1], readAt, command, cancel) : CommitRefusals.Stale(stands);
    }

    /// <summary>Any other step.</summary>
    public async Task<Outcome<Written<SampleSaved>>> Move(
        Actor actor, OrderId id, int number, SampleAct act, long readAt, SampleMoveInput input, Upload? photo, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var order, out var refusal)) return refusal;
        var side = SampleTable.Row(act).By;
        if ((side == Side.Buyer ? Parties.RefusesBuyer(actor, order.Value.Buyer) : Parties.RefusesCarrier(actor, order.Value.Provider)) is { } no) return no;
        if (await writer.Before<SampleSaved>(command, cancel) is { } before) return before;
        var (samples, stands) = await Samples(id, cancel);
        if (samples.Of(number) is not { } sample) return Refusal.Because(RefusalKind.Conflict, "no_such_sample", "该订单没有此样品。", $"The order has no sample {number}.");
        var fields = new FieldCheck();
        var note = fields.Text(input.Note, "note", OrderSamples.LongestText, multiline: true);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var step = new SampleStep(clock.Now, act, side, actor.Id, note, act == SampleAct.Receive ? input.Condition : null, null, act == SampleAct.Retain ? input.Until : null);
        if (!SampleTable.Move(sample, step, clock.Today).Is(out var moved, out refusal)) return refusal;
        if (stands != readAt) return CommitRefusals.Stale(stands);
        if (photo is not null && act == SampleAct.Receive)
        {
            if (!(await take.Run(FileOwner.Of(id), photo, PhotoField, cancel)).Is(out var kept, out refusal)) return refusal;
            moved = moved with { Steps = [.. sample.Steps, step with { Photo = kept }] };
        }
        return await Save(order.Value, samples.With(moved), moved, readAt, command, cancel);
    }

    private async Task<(OrderSamples Samples, long Version)> Samples(OrderId id, CancellationToken cancel) =>
        await orders.Samples(id, cancel) is { } found ? (found.Value, found.Version) : (new OrderSamples(id, []), 0);

    private Task<Outcome<Written<SampleSaved>>> Save(Order order, OrderSamples samples, Sample sample, long readAt, ApiCommand? command, CancellationToken cancel)
    {
        var (step, saved) = (sample.Steps[^1], new SampleSaved(order.Id, sample.Number, sample.State, readAt + 1));
        var happened = new SampleMoved(order.Id, order.Buyer, order.Provider, sample.Number, step.Act, sample.State, step.Condition, step.Photo?.Hash);
        return writer.Commit(saved, saved.Version, null, new Changes([StoredAs<OrderSamples>.Write(order.Id.Value, samples, readAt)], [happened], clock.Now), command, cancel);
    }
}
