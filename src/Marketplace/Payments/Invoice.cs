using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>The platform's invoice to a payee for its fee, or the credit note that takes one back in whole or in part. It never changes.</summary>
/// <param name="Number">Without a gap within its series.</param>
/// <param name="Credits">Of a credit note: the number of the invoice that it points to.</param>
[StoredAs("invoices")]
public sealed record Invoice(string Number, string Reference, string Payee, Money Fee, Money Tax, DateTimeOffset At, string? Credits = null)
{
    /// <summary>Its place among those of its payee.</summary>
    public string Place => $"{ProviderCall.DueText(At)} {Number}";
}

/// <summary>The last number of a series. It is written with each invoice, so that a number is taken exactly where an invoice is kept.</summary>
[StoredAs("invoice_series")]
public sealed record InvoiceSeries(string Series, long Last)
{
    public const string Name = "F";

    public static string Number(long number) => $"{Name}{number:D8}";
}
