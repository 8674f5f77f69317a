namespace Marketplace.Listings;

/// <summary>Marks the words of this room.</summary>
public sealed class Words;
