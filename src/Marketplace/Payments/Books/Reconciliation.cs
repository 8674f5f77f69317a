using Marketplace.Storage;

namespace Marketplace.Payments.Books;

/// <summary>What the provider's lines of one payment add up to so far.</summary>
/// <param name="Sum">Minor units of the payment's currency.</param>
[StoredAs("provider_sums")]
public sealed record ProviderSum(string Reference, string Currency, long Sum, DateTimeOffset Until);

/// <summary>Something that is not in both books alike.</summary>
/// <param name="Reference">The payment; or the provider's id of a line that belongs to none.</param>
/// <param name="Ours">What the ledger says of it; null of what is in no book of ours.</param>
/// <param name="Type">The provider's word, of a line that belongs to no payment.</param>
/// <param name="UnderWay">A call of the payment is open, so that it may come right by itself.</param>
public sealed record Difference(string Reference, string Currency, long Theirs, long? Ours, string? Type, bool UnderWay);

/// <summary>One comparison of the ledger with the provider's books, to the minor unit.</summary>
[StoredAs("reconciliations")]
public sealed record Reconciliation
{
    /// <summary>All are in one row, the newest is found by its place.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }
    public int Lines { get; init; }
    public int Payments { get; init; }
    public IReadOnlyList<Difference> Differences { get; init; } = [];
    /// <summary>Why nothing is paid out until it is cured; null where what is there covers what is owed.</summary>
    public string? Short { get; init; }

    public static string IdOf(long number) => number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How far the provider's books were read, and whether payouts are stopped.</summary>
[StoredAs("reconciliation_mark")]
public sealed record BooksMark(DateTimeOffset Until, long Number, string? Short)
{
    public const string Id = "books";
}

/// <summary>The provider's books and ours differ, or what is there does not cover what is owed.</summary>
public sealed record BooksDiffer(string Reconciliation, int Differences, string? Short) : MarketEvent
{
    public override string Subject => Reconciliation;
}
