using System.Reflection;
using Marketplace.Identity.Server;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Hosting;

/// <summary>Where pages come from, besides the site itself: the rooms, and the identity server where it is mounted.</summary>
internal sealed class PageAssemblies(IConfiguration configuration)
{
    public Assembly[] All { get; } = IdentityServer.IsMounted(configuration)
        ? [typeof(Bilingual).Assembly, typeof(IdentityServer).Assembly]
        : [typeof(Bilingual).Assembly];
}
