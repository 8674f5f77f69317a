using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>
/// A right that an API client can be given: what it may read, or write. Rooms contribute theirs beside their endpoints, which name the one they need.
/// </summary>
/// <param name="Name">As it stands in tokens, <c>noun.read</c> or <c>noun.write</c>.</param>
/// <param name="Means">What it lets a client do, for whoever gives it.</param>
public sealed record ApiScope(string Name, Bilingual Means)
{
    public const string WriteSuffix = ".write";
}
