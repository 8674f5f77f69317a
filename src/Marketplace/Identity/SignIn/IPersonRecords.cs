using Marketplace.Identity.Staff;
using Marketplace.Storage;

namespace Marketplace.Identity.SignIn;

/// <summary>What storage must answer about the people who sign in.</summary>
public interface IPersonRecords
{
    Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default);

    /// <summary>Those whose confirmed address this is, letter for letter; nobody who was erased.</summary>
    Task<IReadOnlyList<Document<PersonRecord>>> WithEmail(string email, CancellationToken cancel = default);

    /// <summary>Who holds roles on the platform; null until somebody was appointed.</summary>
    Task<Document<PlatformStaff>?> Staff(CancellationToken cancel = default);

    /// <summary>Null until the site has had an operator.</summary>
    Task<Founding?> Founding(CancellationToken cancel = default);
}
