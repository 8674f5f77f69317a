namespace Marketplace.Storage;

/// <summary>What a use case wrote. <paramref name="Repeated"/> holds the first answer where the same command had been carried out before; nothing was written then.</summary>
public sealed record Saved<T>(Document<T> Document, string? Repeated);
