using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary><c>Open</c>: imported. <c>Matched</c>: one person says what it is. <c>Booked</c>: a second agreed, and it is in the books. <c>SetAside</c>: it concerns no payment.</summary>
public enum LineState { Open, Matched, Booked, SetAside }

/// <summary>What somebody says a line is.</summary>
/// <param name="Payment">The reference of the payment.</param>
/// <param name="Call">Of money that left: the key of the payout or refund that it carried out; null of money that came.</param>
public sealed record LineMatch(string Payment, string? Call, FirstPerson By, DateTimeOffset At);

/// <summary>A line of the bank's statement of the account in which money is held. What the bank wrote never changes.</summary>
[StoredAs("statement_lines")]
public sealed record StatementLine
{
    public const string Prefix = "stl_";

    public required string Id { get; init; }
    /// <summary>The bank's own day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>More than nothing where it came, less where it left; in minor units.</summary>
    public required Money Amount { get; init; }
    public required string Text { get; init; }
    public required string ImportedBy { get; init; }
    public LineState State { get; init; }
    public LineMatch? Match { get; init; }
    /// <summary>What became of it: <c>kept</c>, <c>kept_more_returned</c>, <c>part_returned</c>, <c>late_returned</c>, <c>paid_out</c>, <c>refunded</c>, or why it was set aside.</summary>
    public string? Outcome { get; init; }

    /// <summary>Its place among those that wait for somebody; null of one that does not.</summary>
    public string? Waits => State is LineState.Open or LineState.Matched ? $"{Day:yyyy-MM-dd} {Id}" : null;

    /// <summary>The same line of the bank has the same id however often it is imported.</summary>
    public static string IdOf(string bankId) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bankId)).AsSpan(0, 13));
}

/// <summary>Which payment a transfer's reference means. Its id is the reference.</summary>
[StoredAs("transfer_names")]
public sealed record TransferName(string Payment);

/// <summary>Lines of a statement were imported.</summary>
public sealed record StatementImported(int Lines, int Known) : MarketEvent
{
    public override string Subject => "statement";
}

/// <summary>A line of the statement came to another state.</summary>
public sealed record StatementLineMoved(string Line, LineState State, string? Payment, string? Outcome) : MarketEvent
{
    public override string Subject => Line;
}
