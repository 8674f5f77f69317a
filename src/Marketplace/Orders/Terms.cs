using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>The kinds of technology contract that are told apart in China, with those of transfer, training and mediation.</summary>
public enum ContractKind { Development, Transfer, Licence, Contribution, Consulting, Service, Training, Intermediary, Other }

/// <summary>How the parties came together.</summary>
public enum TradingMode { Agreement, Auction, Tender, Bidding }

/// <summary>What changes hands: rights in a result, or work.</summary>
public enum ContractObject { ResultRights, Services }

/// <summary>What a trading venue notes of a technology contract.</summary>
public sealed record ContractFacts(ContractKind Kind, TradingMode Mode, ContractObject Object)
{
    /// <summary>Of a contract that two sides agree on by themselves.</summary>
    public static ContractFacts Agreed(ContractKind kind) => new(kind, TradingMode.Agreement,
        kind is ContractKind.Transfer or ContractKind.Licence or ContractKind.Contribution ? ContractObject.ResultRights : ContractObject.Services);

    /// <summary>As a listing answers the question <c>cn_contract_type</c>.</summary>
    public static ContractKind KindOf(string? answer) => answer switch
    {
        "development" => ContractKind.Development, "transfer" => ContractKind.Transfer, "licence" => ContractKind.Licence,
        "consulting" => ContractKind.Consulting, "service" => ContractKind.Service, _ => ContractKind.Other,
    };
}

/// <summary>What a buyer's own books want on an order and its invoices.</summary>
/// <param name="Number">The buyer's purchase-order number.</param>
/// <param name="InvoiceTitle">To whom invoices are made out.</param>
public sealed record PurchaseDetails(string? Number, string InvoiceTitle, string? TaxNumber)
{
    public const int LongestNumber = 60;
    public const int LongestTitle = 200;
    public const int LongestTaxNumber = 40;

    public static PurchaseDetails Read(FieldCheck fields, string? number, string? title, string? taxNumber) => new(
        fields.Text(number, "purchaseOrder", LongestNumber), fields.Required(title, "invoiceTitle", LongestTitle), fields.Text(taxNumber, "taxNumber", LongestTaxNumber));
}

/// <summary>On which terms a provider takes orders at its published prices. Its id is the provider's.</summary>
/// <param name="VatBasisPoints">The provider's rate of value-added tax, in hundredths of a per cent; 0 where it charges none.</param>
/// <param name="ReviewDays">How many days a buyer has to look at what was delivered.</param>
[StoredAs("selling_terms")]
public sealed record SellingTerms(int VatBasisPoints, int ReviewDays)
{
    public const int FewestReviewDays = 5;
    public const int MostReviewDays = 14;
    public const int MostVat = 5000;
}

/// <summary>What an organisation has settled for all it buys. Its id is the organisation's.</summary>
/// <param name="ApprovalAbove">An order for more waits for an approver, and so does one in another currency; null where none does.</param>
[StoredAs("buying_terms")]
public sealed record BuyingTerms(Money? ApprovalAbove, string? InvoiceTitle, string? TaxNumber)
{
    public static BuyingTerms None { get; } = new(null, null, null);

    public bool WantsApproval(Money total) =>
        ApprovalAbove is { } limit && (limit.Currency != total.Currency || total.Amount > limit.Amount);
}

/// <summary>A provider said on which terms it takes orders.</summary>
public sealed record SellingTermsSaved(ProviderId Provider, int VatBasisPoints, int ReviewDays) : MarketEvent
{
    public override string Subject => Provider.Value;
}

/// <summary>An organisation said from which amount on its orders wait for an approver.</summary>
public sealed record BuyingTermsSaved(Identity.OrganisationId Organisation, Money? ApprovalAbove) : MarketEvent
{
    public override string Subject => Organisation.Value;
}
