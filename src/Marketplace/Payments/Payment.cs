using System.Globalization;
using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>A payer's visit to the payment page.</summary>
/// <param name="Call">The key of the call that asked for it.</param>
/// <param name="Object">The provider's id of it; null until the provider answered.</param>
/// <param name="Page">Where the payer goes.</param>
/// <param name="Unwanted">It is to be closed as soon as it can be.</param>
public sealed record Session(string Call, DateTimeOffset Since, string? Object = null, string? Page = null, bool Unwanted = false);

/// <summary>
/// What is held of one payment and what became of it, by a reference that means something to whoever asked for it and nothing here. All sums
/// are in minor units of the currency of <see cref="Gross"/>; the ledger says the same in entries, written in the same commits.
/// </summary>
[StoredAs("payments")]
public sealed record Payment
{
    public required string Reference { get; init; }
    /// <summary>Whose money it is: an organisation's id.</summary>
    public required string Payer { get; init; }
    /// <summary>Whom it is for: a provider's id.</summary>
    public required string Payee { get; init; }
    public required Money Gross { get; init; }
    /// <summary>The payee's value-added tax within it.</summary>
    public long Vat { get; init; }
    public required FeeTerms Fees { get; init; }

    /// <summary>How it is paid: as was chosen last, and from the moment at which it is paid for good.</summary>
    public PayBy By { get; init; }
    /// <summary>What the pro-forma invoice says, where a transfer was chosen once; it may still arrive.</summary>
    public BankTransfer? Wire { get; init; }

    /// <summary>The open visit to the payment page, where there is one.</summary>
    public Session? Collecting { get; init; }
    public DateTimeOffset? CollectedAt { get; init; }
    /// <summary>The provider's id of the charge that paid it.</summary>
    public string? Charge { get; init; }
    /// <summary>Kept for the payer until something is accepted; of a direct payment, with the payee and not accepted yet.</summary>
    public long Held { get; init; }
    /// <summary>All that was accepted, gross, and still stands.</summary>
    public long Accepted { get; init; }
    /// <summary>What is accepted and not yet paid out.</summary>
    public Part? Part { get; init; }
    /// <summary>The number of the invoice for the fee on <see cref="Part"/>; null where there was no fee.</summary>
    public string? Invoice { get; init; }
    /// <summary>On its way to the payee.</summary>
    public long Releasing { get; init; }
    /// <summary>Paid out to the payee, and not fetched back.</summary>
    public long Released { get; init; }
    /// <summary>The provider's id of the last transfer to the payee, and what it carried.</summary>
    public string? Transfer { get; init; }
    public long Transferred { get; init; }
    /// <summary>On its way back to the payer.</summary>
    public long Refunding { get; init; }
    public long Refunded { get; init; }
    /// <summary>Of a direct payment: what the payee is to send back to the payer itself.</summary>
    public long RefundDue { get; init; }
    /// <summary>Owed to the payer by hand: no call will bring it.</summary>
    public long Owed { get; init; }
    /// <summary>On its way back from the payee.</summary>
    public long Reversing { get; init; }
    /// <summary>Fetched back from the payee for a chargeback, and on its way to them again.</summary>
    public long Returning { get; init; }
    /// <summary>Of what was held, lost to chargebacks.</summary>
    public long LostFromHold { get; init; }
    public IReadOnlyList<Chargeback> Chargebacks { get; init; } = [];
    /// <summary>A code of why nothing is paid out by itself: the payment may be a fraud.</summary>
    public string? RiskHold { get; init; }
    /// <summary>Charges beyond the first, which go back.</summary>
    public IReadOnlyList<string> Strays { get; init; } = [];
    /// <summary>How often each operation was tried: the number in its next key is one more.</summary>
    public IReadOnlyDictionary<string, int> Tries { get; init; } = new Dictionary<string, int>();
    /// <summary>The keys of the calls whose outcome is awaited.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];
    /// <summary>Why a person must look at it; null while all goes by itself.</summary>
    public string? Attention { get; init; }

    /// <summary>For looking up those that want a person.</summary>
    public bool Wants => Attention is not null;

    [JsonIgnore]
    public string Currency => Gross.Currency;

    /// <summary>Nothing of it is held or on its way; what a payee is to send back itself is not ours.</summary>
    [JsonIgnore]
    public bool IsSettled => Held == 0 && Part is null && Releasing == 0 && Refunding == 0 && Reversing == 0 && Returning == 0;

    /// <summary>The payer's bank asks it back, and it is not decided.</summary>
    [JsonIgnore]
    public bool IsChargedBack => Chargebacks.Any(it => !it.IsOver);

    /// <summary>A payment that is agreed and not asked for yet.</summary>
    public static Payment Of(string reference, string payer, string payee, Money gross, long vat, FeeTerms fees) => new()
    {
        Reference = reference, Payer = payer, Payee = payee, Gross = gross, Vat = vat, Fees = fees,
    };

    internal int Next(string operation) => Tries.GetValueOrDefault(operation) + 1;

    /// <summary>The key of a call: ours, stored before it is sent, and the same however often it is sent.</summary>
    internal string Key(string operation) => string.Create(CultureInfo.InvariantCulture, $"mk1:{Reference}:{operation}:{Next(operation)}");
}
