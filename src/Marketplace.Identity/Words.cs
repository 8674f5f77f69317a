namespace Marketplace.Identity.Server;

/// <summary>Marks the words of accounts: their pages and mails.</summary>
public sealed class Words;
