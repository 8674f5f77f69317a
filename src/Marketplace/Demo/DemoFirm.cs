using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Providers;

namespace Marketplace.Demo;

/// <summary>A firm of the demo market with everything it has put there.</summary>
/// <param name="Certificates">Of each certificate every state, oldest first: handed in, checked, suspended.</param>
/// <param name="Listings">Published, each on a day on which it conformed.</param>
/// <param name="Aside">Of each listing that is not on offer every state, oldest first: a draft, one withdrawn, one past its day.</param>
internal sealed record DemoFirm(
    int Index, Provider Provider, IReadOnlyList<IReadOnlyList<Certificate>> Certificates, IReadOnlyList<Listing> Listings,
    IReadOnlyList<IReadOnlyList<Listing>> Aside);
