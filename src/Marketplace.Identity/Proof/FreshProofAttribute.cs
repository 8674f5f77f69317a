namespace Marketplace.Identity.Server.Proof;

/// <summary>
/// Marks a page of somebody's own account where it could be taken over: it is shown, and its forms are taken, only after a proof of at most five
/// minutes ago (<see cref="RecentProof"/>).
/// </summary>
/// <param name="keeps">The fields that a proof in between must not lose; never a secret.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FreshProofAttribute(params string[] keeps) : Attribute
{
    public IReadOnlyList<string> Keeps => keeps;

    /// <summary>Where it is set, the page may be looked at without, and only its forms whose names begin so want the proof.</summary>
    public string? Forms { get; init; }
}
