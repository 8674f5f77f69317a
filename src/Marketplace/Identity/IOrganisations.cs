using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>What storage must answer about organisations.</summary>
public interface IOrganisations
{
    /// <summary>One that the scope covers; any other is as absent as one that never was.</summary>
    Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default);

    /// <summary>Those there are of these, whoever asks: for finding out for whom somebody may act in the first place.</summary>
    Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default);

    /// <summary>Those that speak for the provider, by id; for what the site itself must know of it.</summary>
    Task<IReadOnlyList<Document<Organisation>>> SpeakingFor(ProviderId provider, CancellationToken cancel = default);
}
