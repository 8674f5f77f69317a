using System.Security.Cryptography;
using System.Text;
using Marketplace.Storage;

namespace Marketplace.Payments.Ledger;

/// <summary>Pending: it will happen or not. Posted: it happened. Archived: it did not.</summary>
public enum EntryState { Pending, Posted, Archived }

/// <summary>
/// One side of a transaction: so much to the debit or to the credit of an account, in minor units. An entry is never edited and none is removed;
/// a pending one comes to its end once, and a mistake is mended by a transaction the other way round.
/// </summary>
[StoredAs("ledger_entries")]
public sealed record LedgerEntry
{
    public required string Id { get; init; }
    /// <summary>What caused it: all entries of one cause balance.</summary>
    public required string Command { get; init; }
    public required int Line { get; init; }
    public required string Reference { get; init; }
    public required string Account { get; init; }
    public required string Currency { get; init; }
    public long Debit { get; init; }
    public long Credit { get; init; }
    public required EntryState State { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>When a pending one came to its end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its place among the entries of its account and of its reference.</summary>
    public string Place => $"{ProviderCall.DueText(At)} {Id}";

    /// <summary>The same command never has two entries of one line.</summary>
    public static string IdOf(string command, int line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{command}\n{line}")).AsSpan(0, 16));
}

/// <summary>An entry as an event tells it.</summary>
/// <param name="Was">Pending, where a pending entry came to its end; null where it is new.</param>
public sealed record LedgerLine(string Entry, string Account, string Currency, long Debit, long Credit, EntryState? Was, EntryState State);
