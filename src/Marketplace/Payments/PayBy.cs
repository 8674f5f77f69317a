namespace Marketplace.Payments;

/// <summary>
/// How something is paid. <c>Online</c>: at the payment provider, which keeps the money. <c>Direct</c>: by bank transfer from payer to payee; nothing is
/// held and the books know only of the fee. <c>Held</c>: by bank transfer to the account that a licensed custodian keeps for the platform.
/// </summary>
public enum PayBy { Online, Direct, Held }
