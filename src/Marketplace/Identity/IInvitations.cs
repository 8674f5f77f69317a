using Marketplace.Storage;

namespace Marketplace.Identity;

/// <summary>What storage must answer about invitations.</summary>
public interface IInvitations
{
    /// <summary>So many invitations of an organisation are looked through, the newest first.</summary>
    const int Most = 200;

    /// <summary>For whoever holds the sealed id of it.</summary>
    Task<Document<Invitation>?> Find(InvitationId id, CancellationToken cancel = default);

    /// <summary>Those of an organisation that nobody accepted or withdrew, newest first, past ones among them; none where the scope does not cover it.</summary>
    Task<IReadOnlyList<Document<Invitation>>> Standing(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default);
}
