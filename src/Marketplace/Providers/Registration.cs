using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>
/// The claim of a provider on an entry of a register. Its id is the entry, so that of two registrations at once the store accepts one.
/// </summary>
[StoredAs("registrations")]
public sealed record Registration(string Country, string Number, ProviderId Provider)
{
    public static Write Claim(Provider provider) => StoredAs<Registration>.Write(
        $"{provider.Country}:{provider.RegistrationNumber}",
        new Registration(provider.Country, provider.RegistrationNumber, provider.Id), 0);
}
