namespace Marketplace.Payments;

/// <summary>Marks the words of payments.</summary>
public sealed class Words;
