using Marketplace.Storage;

namespace Marketplace.Identity;

/// <summary>What storage must answer about API clients.</summary>
public interface IApiClients
{
    /// <summary>So many clients of an organisation are looked through, the newest first.</summary>
    const int Most = 200;

    /// <summary>Whoever asks: for finding out for whom a token acts in the first place.</summary>
    Task<Document<ApiClient>?> Find(ApiClientId id, CancellationToken cancel = default);

    /// <summary>Those of an organisation, newest first, revoked ones among them; none where the scope does not cover it.</summary>
    Task<IReadOnlyList<Document<ApiClient>>> Of(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default);
}
