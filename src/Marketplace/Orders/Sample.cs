using Marketplace.Files;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Where a sample is. Names are kept.</summary>
public enum SampleState { Announced, Sent, Received, Retained, Returned, Destroyed, Withdrawn }

/// <summary>What is done about a sample. Names are kept.</summary>
public enum SampleAct { Announce, Send, Receive, Retain, Return, Destroy, Withdraw }

/// <summary>How a sample was when it arrived.</summary>
public enum SampleCondition { AsDescribed, Damaged, Incomplete, Doubtful }

/// <summary>One step of a sample's way.</summary>
/// <param name="By">The id of the person or program.</param>
/// <param name="Condition">Said when it is received.</param>
/// <param name="Photo">Of how it arrived; it is the order's file.</param>
/// <param name="Until">To the end of which day it is retained.</param>
public sealed record SampleStep(
    DateTimeOffset At, SampleAct Act, Side Side, string By, string? Note = null, SampleCondition? Condition = null, StoredFile? Photo = null, DateOnly? Until = null);

/// <summary>A sample that the buyer sends for testing, and its way so far, oldest first.</summary>
/// <param name="Identifier">As it is written on the sample.</param>
public sealed record Sample(int Number, string Identifier, string? Description, SampleState State, IReadOnlyList<SampleStep> Steps);

/// <summary>The samples of an order, apart from it so that they and its milestones do not contend. Its id is the order's.</summary>
[StoredAs("order_samples")]
public sealed record OrderSamples(OrderId Order, IReadOnlyList<Sample> Samples)
{
    public const int Most = 200;
    public const int LongestIdentifier = 100;
    public const int LongestText = 1000;

    public Sample? Of(int number) => Samples.FirstOrDefault(it => it.Number == number);

    public Outcome<OrderSamples> Announce(string identifier, string? description, SampleStep step)
    {
        if (Samples.Count >= Most) return Refusal.Because(RefusalKind.Conflict, "too_many", "样品数量已达上限。", "The order has too many samples already.", "identifier");
        if (Samples.Any(it => it.Identifier == identifier && it.State != SampleState.Withdrawn))
            return Refusal.Because(RefusalKind.Conflict, "identifier_taken", "该编号已有样品。", "There is a sample of this identifier already.", "identifier");
        return this with { Samples = [.. Samples, new Sample(Samples.Count + 1, identifier, description, SampleState.Announced, [step])] };
    }

    public OrderSamples With(Sample moved) => this with { Samples = [.. Samples.Select(it => it.Number == moved.Number ? moved : it)] };
}

/// <summary>A sample went a step of its way.</summary>
/// <param name="Photo">SHA-256 of the picture of how it arrived.</param>
public sealed record SampleMoved(
    OrderId Order, Identity.OrganisationId Buyer, ProviderId Provider, int Sample, SampleAct Act, SampleState State, SampleCondition? Condition, string? Photo) : OrderEvent(Order, Buyer, Provider);
