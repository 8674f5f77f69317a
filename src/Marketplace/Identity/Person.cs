using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>Somebody who may act: a person who signed in, or one of the demo.</summary>
/// <param name="Email">Only where somebody vouches that it is theirs.</param>
public sealed record Person(string Id, Bilingual Name, string? Email = null);
