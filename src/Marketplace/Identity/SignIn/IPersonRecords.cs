using Marketplace.Storage;

namespace Marketplace.Identity.SignIn;

/// <summary>What storage must answer about the people who sign in.</summary>
public interface IPersonRecords
{
    Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default);

    /// <summary>Null until the site has had an operator.</summary>
    Task<Founding?> Founding(CancellationToken cancel = default);
}
