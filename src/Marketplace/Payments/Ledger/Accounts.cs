namespace Marketplace.Payments.Ledger;

/// <summary>
/// The accounts. A… is what the platform has or is owed, L… what it owes, R… what it earned, E… what it spent. One account holds one currency
/// at a time: its balances are kept by account and currency.
/// </summary>
public static class Accounts
{
    /// <summary>The platform's balance at the payment provider.</summary>
    public const string Provider = "A.PSP";
    /// <summary>The platform's account at its bank.</summary>
    public const string Bank = "A.BANK";
    /// <summary>The platform's fees.</summary>
    public const string Fees = "R.FEE";
    /// <summary>Tax that was taken and is due to the state.</summary>
    public const string Tax = "L.TAX";
    /// <summary>What the payment provider keeps of each payment.</summary>
    public const string ProviderFees = "E.PSPFEE";

    /// <summary>Taken by the payer's bank and not decided yet.</summary>
    public const string Chargeback = "A.CHARGEBACK";
    /// <summary>What the payment provider charges for chargebacks.</summary>
    public const string DisputeFees = "E.DISPUTEFEE";
    /// <summary>Chargebacks that nobody else makes up for.</summary>
    public const string Losses = "E.LOSS";

    /// <summary>Kept for a payer, of one payment.</summary>
    public static string Held(string reference) => $"L.HELD:{reference}";

    /// <summary>Owed to a payee for what was accepted.</summary>
    public static string Payable(string payee) => $"L.PAYABLE:{payee}";

    /// <summary>Owed by a payee: fees on what was paid to it directly.</summary>
    public static string Recover(string payee) => RecoverPrefix + payee;

    public const string RecoverPrefix = "A.RECOVER:";

    /// <summary>The accounts in which a payee's own statement stands.</summary>
    public static IReadOnlyList<string> Of(string payee) => [Payable(payee), Recover(payee)];

    /// <summary>Fetched back from a payee until a chargeback is decided.</summary>
    public static string Cover(string payee) => $"L.CBCOVER:{payee}";

    /// <summary>Owed to a payer who gets money back.</summary>
    public static string Refund(string payer) => $"L.REFUND:{payer}";
}
