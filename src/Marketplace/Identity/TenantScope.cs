using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>
/// Whose own things a question may find. Ports that keep such things take one as an argument, so that no question can be asked without saying
/// for whom; it can only be had from an <see cref="Actor"/>, or be nobody's.
/// </summary>
public sealed class TenantScope
{
    private readonly bool everything;
    private readonly OrganisationId? organisation;
    private readonly IReadOnlyList<ProviderId> providers;

    private TenantScope(bool everything, OrganisationId? organisation, IReadOnlyList<ProviderId> providers) =>
        (this.everything, this.organisation, this.providers) = (everything, organisation, providers);

    /// <summary>What is public, and nothing besides.</summary>
    public static TenantScope Nobody { get; } = new(false, null, []);

    internal static TenantScope Of(Actor actor) =>
        new(actor.LooksOver, actor.For?.Id, actor.SpeaksFor);

    public bool Covers(OrganisationId id) => everything || organisation == id;

    public bool Covers(ProviderId id) => everything || providers.Contains(id);
}
