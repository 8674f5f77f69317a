namespace Marketplace.Identity;

/// <summary>What storage must answer about who may belong where.</summary>
public interface IMemberships
{
    /// <summary>The organisations a person has or had to do with, by id, so the oldest first.</summary>
    Task<IReadOnlyList<OrganisationId>> Of(string person, CancellationToken cancel = default);
}
