namespace Marketplace.Identity;

/// <summary>Marks the words of acting as somebody.</summary>
public sealed class Words;
