namespace Marketplace.Payments.Ledger;

/// <summary>One line of a posting: a debit or a credit of an account.</summary>
public sealed record PostingLine(string Account, long Debit, long Credit)
{
    public static PostingLine Dr(string account, long amount) => new(account, amount, 0);

    public static PostingLine Cr(string account, long amount) => new(account, 0, amount);
}

/// <summary>A balanced list of lines in one currency, of one cause.</summary>
public sealed class Posting
{
    private Posting(IReadOnlyList<LedgerEntry> entries) => Entries = entries;

    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <param name="command">What caused it; the entries' ids follow from it, so that nothing is posted twice.</param>
    /// <exception cref="ArgumentException">Debits and credits are not the same, or a line is negative or on both sides. Lines of nothing are left out.</exception>
    public static Posting Of(string command, string reference, string currency, EntryState state, DateTimeOffset at, params IReadOnlyList<PostingLine> lines)
    {
        if (lines.Any(line => line.Debit < 0 || line.Credit < 0 || (line.Debit > 0 && line.Credit > 0)))
            throw new ArgumentException($"{command}: a line has one side, which is not negative.", nameof(lines));
        var (debit, credit) = (0L, 0L);
        foreach (var line in lines) (debit, credit) = checked((debit + line.Debit, credit + line.Credit));
        if (debit != credit) throw new ArgumentException($"{command}: {debit} to the debit and {credit} to the credit do not balance.", nameof(lines));
        return new Posting(
        [
            .. lines.Where(line => line.Debit + line.Credit > 0).Select((line, number) => new LedgerEntry
            {
                Id = LedgerEntry.IdOf(command, number), Command = command, Line = number, Reference = reference, Account = line.Account, Currency = currency,
                Debit = line.Debit, Credit = line.Credit, State = state, At = at,
            }),
        ]);
    }

    /// <summary>The end of entries that were pending.</summary>
    public static IReadOnlyList<LedgerEntry> End(IReadOnlyList<LedgerEntry> pending, EntryState state, DateTimeOffset at) =>
        [.. pending.Select(entry => entry with { State = state, EndedAt = at })];
}
