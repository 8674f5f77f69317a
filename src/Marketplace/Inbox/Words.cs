namespace Marketplace.Inbox;

/// <summary>Marks the words of notices.</summary>
public sealed class Words;
