namespace Marketplace.Disputes;

/// <summary>Marks the words of disputes.</summary>
public sealed class Words;
