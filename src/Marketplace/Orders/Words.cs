namespace Marketplace.Orders;

/// <summary>Marks the words of orders.</summary>
public sealed class Words;
