using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>People in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryPersonRecords(MemoryStore store) : IPersonRecords
{
    public Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default) => Task.FromResult(store.Find<PersonRecord>(id.Value));

    public Task<IReadOnlyList<Document<PersonRecord>>> WithEmail(string email, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<PersonRecord>>>([.. store.Current<PersonRecord>().Where(it => it.Value.Email == email)]);

    public Task<Document<PlatformStaff>?> Staff(CancellationToken cancel = default) => Task.FromResult(store.Find<PlatformStaff>(PlatformStaff.Id));

    public Task<Founding?> Founding(CancellationToken cancel = default) =>
        Task.FromResult(store.Find<Founding>(Identity.SignIn.Founding.Id)?.Value);
}
